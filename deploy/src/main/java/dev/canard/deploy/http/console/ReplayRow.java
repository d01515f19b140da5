package dev.canard.deploy.http.console;

import dev.canard.deploy.replay.OffsetRange;
import dev.canard.deploy.replay.ReplayObserver.Step;
import dev.canard.deploy.replay.ReplayProgress;
import dev.canard.deploy.replay.ReplayRunner.Running;
import dev.canard.event.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay, as it is shown.
 *
 * @param name its name
 * @param state how far it is
 * @param input what it reads
 * @param from posts from then on; says nothing where there are offsets
 * @param to posts before then; says nothing where there are offsets
 * @param fromOffsets where its range of offsets begins, as {@code 0:100,1:250}; null where it is one of times
 * @param toOffsets before which offsets it ends; null where it is one of times
 * @param debunksAsOf the debunks as they stood then; null for those of its start
 * @param changes what is different from the configuration, as {@code key=value}
 * @param posts how many were judged; 0 before the end
 * @param alerts how many are open at the end; 0 before
 * @param judgingMillis how long that took; 0 before the end
 * @param startedAt when it was first started
 * @param startedBy who did; null if it is not known
 * @param changedAt when this last changed
 * @param changedBy who started, resumed or cancelled it last; null if it is not known
 * @param failure why it failed; null if it did not
 * @param progress how far it is; null if it does not run in this process
 */
record ReplayRow(
        String name,
        Replay.State state,
        Replay.Input input,
        Instant from,
        Instant to,
        @Nullable String fromOffsets,
        @Nullable String toOffsets,
        @Nullable Instant debunksAsOf,
        List<String> changes,
        long posts,
        long alerts,
        long judgingMillis,
        Instant startedAt,
        @Nullable String startedBy,
        Instant changedAt,
        @Nullable String changedBy,
        @Nullable String failure,
        @Nullable Progress progress) {

    /**
     * A moment of one that runs.
     *
     * @param step what is being done; null if nothing has begun
     * @param done how many records of the step are done
     * @param of how many it has
     * @param remainingSeconds how long the whole will still take; null if it is not known
     */
    record Progress(
            @Nullable Step step,
            long done,
            long of,
            @Nullable Long remainingSeconds) {

        private static Progress of(ReplayProgress.Snapshot snapshot) {
            return new Progress(snapshot.step(), snapshot.done(), snapshot.of(), seconds(snapshot.remaining()));
        }
    }

    /** Whole seconds, at least one; null of null. */
    static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : Math.max(1, duration.toSeconds());
    }

    /**
     * One for a replay.
     *
     * @param running what ran in this process before the replay was read; null if nothing did. So one that runs here is never shown as
     *     ended while another could not be started yet.
     */
    static ReplayRow of(Replay replay, @Nullable Running running) {
        Progress progress =
                running != null && running.id().equals(replay.id()) ? Progress.of(running.progress()) : null;
        return new ReplayRow(
                replay.id(),
                progress == null ? replay.state() : Replay.State.RUNNING,
                replay.input(),
                replay.from(),
                replay.to(),
                OffsetRange.of(replay).map(OffsetRange::fromText).orElse(null),
                OffsetRange.of(replay).map(OffsetRange::toText).orElse(null),
                replay.debunksAsOf(),
                replay.overrides(),
                replay.posts(),
                replay.alerts(),
                replay.judgingMillis(),
                replay.startedAt(),
                replay.startedBy(),
                replay.changedAt(),
                replay.changedBy(),
                replay.failure(),
                progress);
    }
}
