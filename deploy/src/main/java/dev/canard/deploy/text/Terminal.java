package dev.canard.deploy.text;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Results on standard output, and one line of progress on standard error that never gets in their way: on a terminal it is
 * rewritten in place, elsewhere a new one is printed every few seconds. Thread-safe.
 */
public final class Terminal {

    private static final Duration REWRITE = Duration.ofMillis(100);
    private static final Duration REPEAT = Duration.ofSeconds(5);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream results;
    private final PrintStream progress;
    private final boolean interactive;
    private final InstantSource clock;
    private Instant shownAt = Instant.EPOCH;
    private String shown = "";

    /**
     * Makes a terminal.
     *
     * @param interactive whether {@code progress} is a terminal on which a line can be rewritten
     */
    public Terminal(PrintStream results, PrintStream progress, boolean interactive, InstantSource clock) {
        this.results = results;
        this.progress = progress;
        this.interactive = interactive;
        this.clock = clock;
    }

    /** The process's own standard output and standard error. */
    @SuppressWarnings("SystemConsoleNull") // it is, with some providers, where output is redirected
    public static Terminal system() {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, System.err, interactive, InstantSource.system());
    }

    /** Prints a result. */
    public synchronized void print(String text) {
        if (interactive && !shown.isEmpty()) {
            progress.print(CLEAR);
            progress.flush();
        }
        results.println(text);
        results.flush();
        if (interactive && !shown.isEmpty()) {
            progress.print(shown);
            progress.flush();
        }
    }

    /** Says once what is going on. */
    public synchronized void note(String text) {
        end();
        progress.println(text);
        progress.flush();
    }

    /** Shows how far things are; may be called as often as one likes. */
    public synchronized void progress(String text) {
        Instant now = clock.instant();
        if (now.isBefore(shownAt.plus(interactive ? REWRITE : REPEAT))) {
            return;
        }
        shownAt = now;
        if (interactive) {
            progress.print(CLEAR + text);
        } else if (!text.equals(shown)) {
            progress.println(text);
        }
        progress.flush();
        shown = text;
    }

    /** Removes the line of progress. */
    public synchronized void end() {
        if (interactive && !shown.isEmpty()) {
            progress.print(CLEAR);
            progress.flush();
        }
        shown = "";
        shownAt = Instant.EPOCH;
    }
}
