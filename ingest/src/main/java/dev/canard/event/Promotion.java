package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That another policy came into force. The newest one holds.
 *
 * @param id unique
 * @param kind what was done
 * @param overrides what is different from the configured policy from then on, as {@code key=value}; empty if nothing is
 * @param replay the replay that the policy in force rests on; null where the configured one is in force
 * @param by who did it; may be a pseudonym
 * @param reason why; null if none was given
 * @param objections what spoke against it and was overruled; empty if nothing did
 * @param at when
 */
public record Promotion(
        @JsonPropertyDescription("Unique") String id,
        @JsonPropertyDescription("What was done") Kind kind,

        @JsonPropertyDescription("What is different from the configured policy from then on, as key=value")
        List<String> overrides,

        @JsonPropertyDescription("The replay that the policy in force rests on") @Nullable
        String replay,

        @JsonPropertyDescription("Who did it") String by,
        @JsonPropertyDescription("Why") @Nullable String reason,

        @JsonPropertyDescription("What spoke against it and was overruled")
        List<String> objections,

        @JsonPropertyDescription("When") Instant at)
        implements Event {

    /** What can be done with a policy. */
    public enum Kind {
        /** That of a replay came into force. */
        PROMOTE,
        /** The one before came into force again. */
        ROLL_BACK
    }

    public Promotion {
        overrides = List.copyOf(overrides);
        objections = List.copyOf(objections);
    }

    @Override
    public String eventId() {
        return id;
    }

    @Override
    public Instant occurredAt() {
        return at;
    }
}
