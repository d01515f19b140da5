package dev.canard.deploy.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an orderly end: the command is interrupted, closes what it opened, and only then the process
 * ends. The JVM would otherwise stop while resources are still open.
 */
final class Shutdown implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    Shutdown(Thread command) {
        hook = new Thread(
                () -> {
                    requested = true;
                    command.interrupt();
                    awaitFinished();
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process was told to end. */
    boolean requested() {
        return requested;
    }

    private void awaitFinished() {
        try {
            if (!finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the process end. */
    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process began to end just now; the hook finds the latch open.
            }
        }
    }
}
