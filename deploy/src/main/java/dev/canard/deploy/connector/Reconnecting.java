package dev.canard.deploy.connector;

import dev.canard.deploy.config.SourceSettings;
import dev.canard.deploy.net.Pauses;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keeps a source of live events connected. */
final class Reconnecting {

    private static final double MILLIS_PER_SECOND = 1000;

    private Reconnecting() {}

    /** One connection after the other. */
    @FunctionalInterface
    interface Session {

        /**
         * Connects and reads.
         *
         * @param pauses is to be reset whenever something arrives
         * @throws BrokenConnectionException when the connection is at its end
         * @throws IOException if there is no use in connecting again
         */
        void run(Pauses pauses) throws BrokenConnectionException, IOException, InterruptedException;
    }

    /** Connects again and again, until the thread is interrupted or there is no use in it. */
    static void run(SourceSettings settings, Intake intake, Session session) throws IOException, InterruptedException {
        Pauses pauses = new Pauses(settings.firstPause(), settings.longestPause());
        while (true) {
            try {
                session.run(pauses);
            } catch (BrokenConnectionException e) {
                if (Thread.interrupted()) {
                    // An interrupt closes the socket that the thread waits for: nothing broke, the reader was told to
                    // stop.
                    throw new InterruptedException();
                }
                Duration pause = pauses.next(e.retryAfter());
                intake.note("%s; connecting again in %.1f s"
                        .formatted(e.getMessage(), pause.toMillis() / MILLIS_PER_SECOND));
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        }
    }
}
