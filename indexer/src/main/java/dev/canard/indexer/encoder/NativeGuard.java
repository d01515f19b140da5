package dev.canard.indexer.encoder;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Frees what native code works on only when nobody works on it any more, and refuses it afterwards: an application that is told to stop may still be
 * at its last post, and what is freed under a computation takes the whole process down. Thread-safe.
 */
final class NativeGuard {

    private final String name;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Guarded by {@link #lock}. */
    private boolean freed;

    /** @param name what it is, for the message that it is closed */
    NativeGuard(String name) {
        this.name = name;
    }

    /**
     * Uses it, beside others.
     *
     * @throws IllegalStateException if it has been freed
     */
    <T extends @Nullable Object> T use(Supplier<T> use) {
        lock.readLock().lock();
        try {
            if (freed) {
                throw new IllegalStateException(name + " is closed");
            }
            return use.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The same, where nothing is given back. */
    void run(Runnable use) {
        use(() -> {
            use.run();
            return null;
        });
    }

    /** Waits for those who use it, and frees it; the second time it does nothing. */
    void free(Runnable free) {
        lock.writeLock().lock();
        try {
            if (!freed) {
                freed = true;
                free.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
