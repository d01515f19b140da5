package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay: posts of the past judged once more, apart from what is in production. A full snapshot; the newest of an id counts.
 *
 * @param id its name, part of the names of its topics
 * @param state how far it is
 * @param input what is read
 * @param from posts from then on, by the time of their records; says nothing where there are {@code starts}
 * @param to posts before then; says nothing where there are {@code starts}
 * @param debunksAsOf the debunks as they stood then; null for those of today
 * @param overrides settings other than those of the configuration, as {@code key=value}
 * @param settings fingerprint of all settings that decide the outcome, so that it is not resumed with others
 * @param starts for each partition of the input, the offset from which it is read, where the range is one of offsets; null where it is one of
 *     times
 * @param ends for each partition of the input, the offset before which it is read
 * @param posts how many were judged, 0 before it is finished
 * @param alerts how many are open at the end, 0 before it is finished
 * @param judgingMillis how long the judging took, 0 before it is finished
 * @param startedAt when it was first started
 * @param changedAt when this snapshot was written
 * @param startedBy who first started it; may be a pseudonym, null if it is not known
 * @param changedBy who started, resumed or cancelled it last; null if it is not known
 * @param failure why it failed; null if it did not
 */
public record Replay(
        @JsonPropertyDescription("Its name") String id,

        @JsonPropertyDescription("How far it is") State state,

        @JsonPropertyDescription("What is read") Input input,

        @JsonPropertyDescription("Posts from then on, by the time of their records, if there are no starts")
        Instant from,

        @JsonPropertyDescription("Posts before then, if there are no starts")
        Instant to,

        @JsonPropertyDescription("The debunks as they stood then; without it those of today") @Nullable
        Instant debunksAsOf,

        @JsonPropertyDescription("Settings other than those of the configuration, as key=value")
        List<String> overrides,

        @JsonPropertyDescription("Fingerprint of all settings that decide the outcome")
        String settings,

        @JsonPropertyDescription(
                "For each partition of the input, the offset from which it is read; without it, times say so")
        @Nullable
        List<Long> starts,

        @JsonPropertyDescription("For each partition of the input, the offset before which it is read")
        List<Long> ends,

        @JsonPropertyDescription("How many posts were judged")
        long posts,

        @JsonPropertyDescription("How many alerts are open at the end")
        long alerts,

        @JsonPropertyDescription("How long the judging took, in milliseconds")
        long judgingMillis,

        @JsonPropertyDescription("When it was first started")
        Instant startedAt,

        @JsonPropertyDescription("When this snapshot was written")
        Instant changedAt,

        @JsonPropertyDescription("Who first started it; may be a pseudonym") @Nullable
        String startedBy,

        @JsonPropertyDescription("Who started, resumed or cancelled it last") @Nullable
        String changedBy,

        @JsonPropertyDescription("Why it failed") @Nullable String failure)
        implements Event {

    public Replay {
        overrides = List.copyOf(overrides);
        starts = starts == null ? null : List.copyOf(starts);
        ends = List.copyOf(ends);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a replay must begin before it ends: %s, %s".formatted(from, to));
        }
        if (starts != null && starts.size() != ends.size()) {
            throw new IllegalArgumentException("a replay by offsets begins in as many partitions as it ends");
        }
    }

    /** How far a replay is. All but those that are finished can be resumed. */
    public enum State {
        /** It runs, or its process was ended by force. */
        RUNNING,
        FINISHED,
        /** Somebody stopped it. */
        CANCELLED,
        /** Its process was told to end before it did. */
        INTERRUPTED,
        FAILED
    }

    /** What a replay reads. */
    public enum Input {
        /** Posts: their claims are read anew. */
        POSTS,
        /** Posts with the claims that production found in them. */
        CLAIMS
    }

    /** The same at its end. */
    public Replay finished(long judged, long openAlerts, long millis, Instant at) {
        return changed(State.FINISHED, judged, openAlerts, millis, at, changedBy, null);
    }

    /** The same, begun again. */
    public Replay resumed(@Nullable String by, Instant at) {
        return changed(State.RUNNING, posts, alerts, judgingMillis, at, by, null);
    }

    /** The same, stopped by somebody. */
    public Replay cancelled(String by, Instant at) {
        return changed(State.CANCELLED, posts, alerts, judgingMillis, at, by, null);
    }

    /** The same, stopped with its process. */
    public Replay interrupted(Instant at) {
        return changed(State.INTERRUPTED, posts, alerts, judgingMillis, at, changedBy, null);
    }

    /** The same, failed. */
    public Replay failed(String why, Instant at) {
        return changed(State.FAILED, posts, alerts, judgingMillis, at, changedBy, why);
    }

    private Replay changed(
            State now,
            long judged,
            long openAlerts,
            long millis,
            Instant at,
            @Nullable String by,
            @Nullable String why) {
        return new Replay(
                id,
                now,
                input,
                from,
                to,
                debunksAsOf,
                overrides,
                settings,
                starts,
                ends,
                judged,
                openAlerts,
                millis,
                startedAt,
                at,
                startedBy,
                by,
                why);
    }

    /**
     * Whether a record of the input belongs to it.
     *
     * @param partition one of those of the input
     */
    public boolean covers(int partition, long offset, Instant recordTime) {
        return offset < ends.get(partition)
                && (starts == null
                        ? !recordTime.isBefore(from) && recordTime.isBefore(to)
                        : offset >= starts.get(partition));
    }

    @Override
    public String eventId() {
        return id + "@" + changedAt.toEpochMilli();
    }

    @Override
    public Instant occurredAt() {
        return changedAt;
    }
}
