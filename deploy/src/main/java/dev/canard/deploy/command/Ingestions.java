package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.connector.Connector;
import dev.canard.deploy.connector.Ingestion;
import dev.canard.deploy.connector.IngestionObserver;
import dev.canard.deploy.text.DeadLetterText;
import dev.canard.deploy.text.SafeText;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.DeadLetter;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Reads sources, each on a thread of its own, and tells how it goes. Not thread-safe. */
final class Ingestions implements AutoCloseable {

    /** Of so many that cannot be read the place and the cause are told, for each source. */
    private static final int MOST_TOLD = 20;

    private static final int LONGEST_MESSAGE = 900;

    private record Running(Ingestion ingestion, Thread thread) {}

    private final CanardSettings settings;
    private final Terminal terminal;
    private final boolean fromBeginning;
    private final List<Running> running = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    /** @param fromBeginning whether to pass over what is known of the sources' positions */
    Ingestions(CanardSettings settings, Terminal terminal, boolean fromBeginning) {
        this.settings = settings;
        this.terminal = terminal;
        this.fromBeginning = fromBeginning;
    }

    /** Begins to read a source. */
    void start(Connector connector) {
        Ingestion ingestion = new Ingestion(
                settings.kafka(),
                new Topics(settings.topics()),
                settings.sources(),
                InstantSource.system(),
                new Told(connector));
        running.add(new Running(
                ingestion,
                Thread.ofPlatform().name("write " + connector.name()).start(() -> read(ingestion, connector))));
    }

    private void read(Ingestion ingestion, Connector connector) {
        try {
            Ingestion.Outcome outcome = ingestion.run(connector, fromBeginning);
            terminal.end();
            terminal.print("%s: %d sent, %d dead letters%s"
                    .formatted(
                            connector.name(),
                            outcome.sent(),
                            outcome.deadLetters(),
                            outcome.skipped() == 0 ? "" : ", %d sent before".formatted(outcome.skipped())));
        } catch (IOException | InterruptedException | RuntimeException e) {
            failures.incrementAndGet();
            String cause =
                    Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            terminal.note(SafeText.oneLine(connector.name() + ": " + cause, LONGEST_MESSAGE));
        }
    }

    /** Waits until all sources have ended. */
    void await() throws InterruptedException {
        for (Running one : running) {
            one.thread.join();
        }
    }

    /** The exit code of the command: 1 if any source could not be read. */
    int exitCode() {
        return failures.get() == 0 ? 0 : 1;
    }

    /** Commits what was sent, and ends. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        running.forEach(one -> one.ingestion.stop());
        for (Running one : running) {
            try {
                one.thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What people at a terminal are told of a source. */
    private final class Told implements IngestionObserver {

        private final Connector connector;
        private final AtomicLong unusable = new AtomicLong();

        Told(Connector connector) {
            this.connector = connector;
        }

        @Override
        public void progress(Ingestion.Outcome outcome, String lag) {
            terminal.progress("%s: %,d posts, %,d dead letters%s"
                    .formatted(
                            connector.name(),
                            outcome.skipped() + outcome.sent(),
                            outcome.deadLetters(),
                            lag.isEmpty() ? "" : ", " + lag));
        }

        @Override
        public void unusable(DeadLetter letter) {
            long count = unusable.incrementAndGet();
            if (count <= MOST_TOLD) {
                terminal.note(DeadLetterText.of(letter));
            } else if (count == MOST_TOLD + 1) {
                terminal.note("… more that cannot be read; \"canard dead-letters list\" shows them");
            }
        }

        @Override
        public void note(String event) {
            terminal.note(SafeText.oneLine(connector.name() + ": " + event, LONGEST_MESSAGE));
        }
    }
}
