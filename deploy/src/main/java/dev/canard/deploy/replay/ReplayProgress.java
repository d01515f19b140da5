package dev.canard.deploy.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How far a replay is, for who asks now and then. Thread-safe. */
public final class ReplayProgress implements ReplayObserver {

    private final InstantSource clock;
    private final @Nullable Duration expected;

    private @Nullable Step step;
    private Instant since = Instant.EPOCH;
    private long leftAtFirst;
    private long left;

    /** How many records the step has; where it goes on, more than were left when it began. */
    private long all;

    /** -1 before they are counted. */
    private long posts = -1;

    /** @param expected how long judging will take, as far as one knows; null if one does not */
    public ReplayProgress(InstantSource clock, @Nullable Duration expected) {
        this.clock = clock;
        this.expected = expected;
    }

    /**
     * A moment.
     *
     * @param step what is being done; null if nothing has begun
     * @param done how many records of the step are done
     * @param of how many records it has
     * @param remaining how long the whole will still take; null if it is not known
     */
    public record Snapshot(
            @Nullable Step step,
            long done,
            long of,
            @Nullable Duration remaining) {}

    @Override
    public synchronized void left(Step now, long records) {
        if (now != step) {
            step = now;
            since = clock.instant();
            leftAtFirst = records;
            all = isJudging(now) ? Math.max(posts, records) : records;
        }
        left = records;
        // More may have come, of claims that are read at the same time.
        all = Math.max(all, records);
    }

    @Override
    public synchronized void done(Step now, long records) {
        step = now;
        left = 0;
        leftAtFirst = 0;
        all = records;
        if (now == Step.COPY_INPUT) {
            posts = records;
        }
    }

    private static boolean isJudging(Step step) {
        return switch (step) {
            case COPY_DEBUNKS, COPY_INPUT -> false;
            case READ_CLAIMS, MATCH -> true;
        };
    }

    /** How far it is now. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(step, all - left, all, remaining());
    }

    private @Nullable Duration remaining() {
        if (step == null || !isJudging(step)) {
            return expected;
        }
        long worked = leftAtFirst - left;
        return worked <= 0
                ? expected
                : Duration.ofMillis(Duration.between(since, clock.instant()).toMillis() * left / worked);
    }
}
