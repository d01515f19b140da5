package dev.canard.deploy.connector;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Gives something up when nothing has arrived for too long. */
final class IdleWatch implements AutoCloseable {

    private final Thread thread;
    private volatile long arrivedAt = System.nanoTime();

    /** @param giveUp is called once, from another thread */
    IdleWatch(Duration patience, Runnable giveUp) {
        thread = Thread.startVirtualThread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                long left = arrivedAt + patience.toNanos() - System.nanoTime();
                if (left <= 0) {
                    giveUp.run();
                    return;
                }
                LockSupport.parkNanos(left);
            }
        });
    }

    /** Begins to wait anew. */
    void arrived() {
        arrivedAt = System.nanoTime();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
