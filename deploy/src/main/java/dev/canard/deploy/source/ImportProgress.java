package dev.canard.deploy.source;

import dev.canard.deploy.text.DeadLetterText;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.DeadLetter;

/** Shows how far the import of a file is, and the first of what cannot be read. */
public final class ImportProgress implements ImportObserver {

    private static final int MEGABYTE = 1_000_000;

    private final InputFile file;
    private final Terminal terminal;
    private final int mostTold;
    private long unusable;

    /** @param mostTold of how many unusable inputs the place and the cause are told */
    public ImportProgress(InputFile file, Terminal terminal, int mostTold) {
        this.file = file;
        this.terminal = terminal;
        this.mostTold = mostTold;
    }

    @Override
    public void progress(long records, long bytes) {
        terminal.progress("%s: %,d records, %,d MB".formatted(file.name(), records, bytes / MEGABYTE));
    }

    @Override
    public void unusable(DeadLetter letter) {
        unusable++;
        if (unusable <= mostTold) {
            terminal.note(DeadLetterText.of(letter));
        }
    }

    /** Removes the line of progress, and says how much was not told. */
    public void end() {
        terminal.end();
        if (unusable > mostTold) {
            terminal.note("… and %,d more that cannot be read".formatted(unusable - mostTold));
        }
    }
}
