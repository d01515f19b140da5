package dev.canard.indexer.lucene;

import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Refreshes an index soon after it changed, on a thread of its own and at {@link RefreshPace}. */
final class Refresher implements AutoCloseable {

    private final DebunkIndex index;
    private final Meters meters;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("debunk-index-refresh").daemon().factory());
    private final AtomicBoolean planned = new AtomicBoolean();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile Duration lastTook = Duration.ZERO;
    private volatile int lastChanges;
    private volatile long lastEnd = System.nanoTime();

    Refresher(DebunkIndex index, Meters meters) {
        this.index = index;
        this.meters = meters;
    }

    /**
     * To be called after each change.
     *
     * @throws IllegalStateException if an earlier refresh failed: the index is of no use any more
     */
    void changed() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the index of debunks cannot be refreshed", failed);
        }
        changes.incrementAndGet();
        if (planned.compareAndSet(false, true)) {
            Duration delay = RefreshPace.delay(Duration.ofNanos(System.nanoTime() - lastEnd), lastTook, lastChanges);
            try {
                var _ = thread.schedule(this::refresh, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                throw new IllegalStateException("the index of debunks is closed", e);
            }
        }
    }

    private void refresh() {
        // First, so that a change that comes during the refresh plans the next one.
        planned.set(false);
        lastChanges = changes.getAndSet(0);
        long start = System.nanoTime();
        try {
            index.refresh();
        } catch (RuntimeException e) {
            failure.set(e);
            return;
        }
        lastEnd = System.nanoTime();
        lastTook = Duration.ofNanos(lastEnd - start);
        meters.record(Meter.INDEX_REFRESH, lastTook);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
