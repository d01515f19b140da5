package dev.canard.indexer.lucene;

import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes changes of an index searchable soon and durable a little later, whether or not others follow, on a thread of its own and at
 * {@link RefreshPace}.
 */
final class Refresher implements AutoCloseable {

    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(10);

    private final DebunkIndex index;
    private final Meters meters;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("debunk-index-refresh").daemon().factory());
    private final AtomicBoolean planned = new AtomicBoolean();
    private final AtomicInteger changes = new AtomicInteger();
    private volatile Duration lastTook = Duration.ZERO;
    private volatile int lastChanges;
    private volatile long lastEnd = System.nanoTime();

    /** Whether a flood came since the last commit; used by the thread only. */
    private boolean flooded;

    /**
     * @param commit makes changes durable, if there are any
     */
    Refresher(DebunkIndex index, Runnable commit, Meters meters) {
        this.index = index;
        this.meters = meters;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        var _ = thread.scheduleWithFixedDelay(
                () -> guarded(() -> commitAndSettle(commit)),
                COMMIT_INTERVAL.toNanos(),
                COMMIT_INTERVAL.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /**
     * To be called after each change.
     *
     * @throws IllegalStateException if it is closed, or an earlier refresh failed
     */
    void changed() {
        changes.incrementAndGet();
        if (planned.compareAndSet(false, true)) {
            Duration delay = RefreshPace.delay(Duration.ofNanos(System.nanoTime() - lastEnd), lastTook, lastChanges);
            try {
                var _ = thread.schedule(() -> guarded(this::refresh), delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                throw new IllegalStateException("the index of debunks is closed", e);
            }
        }
    }

    private void refresh() {
        // First, so that a change that comes during the refresh plans the next one.
        planned.set(false);
        lastChanges = changes.getAndSet(0);
        if (RefreshPace.isFlood(lastChanges)) {
            flooded = true;
            index.flood();
        }
        long start = System.nanoTime();
        index.refresh();
        lastEnd = System.nanoTime();
        lastTook = Duration.ofNanos(lastEnd - start);
        meters.record(Meter.INDEX_REFRESH, lastTook);
    }

    private void commitAndSettle(Runnable commit) {
        commit.run();
        if (!flooded) {
            index.settle();
        }
        flooded = false;
    }

    /** Nobody waits for what happens here: an index that fails must fail those who work with it. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            // Of a mapped file that was cut off Java tells with an error.
            thread.shutdown();
            index.abandon(e);
        }
    }

    @Override
    public void close() {
        // Without an interrupt: one in the middle of a commit would close the writer as if its files could not be
        // written.
        thread.close();
    }
}
