package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a moderator decided about an alert. Decisions are never changed; a later one overrides.
 *
 * @param id unique, chosen by the client, so that a repeated request is recognised
 * @param alertId the alert
 * @param alertRevision the revision that the moderator saw
 * @param postId the alert's post, by which decisions are partitioned
 * @param action what was decided
 * @param moderator who decided; may be a pseudonym
 * @param reason why, in a word of the organisation's list; null where none is required
 * @param note why, in the moderator's own words; null for none
 * @param seen how many decisions on the alert had been taken when the moderator decided: it holds only if no other came between;
 *     null if that does not matter
 * @param until when a claim ends by itself; null for other actions
 * @param decidedAt when
 */
public record Decision(
        @JsonPropertyDescription("Unique, chosen by the client")
        String id,

        @JsonPropertyDescription("The alert") String alertId,

        @JsonPropertyDescription("The revision that the moderator saw")
        int alertRevision,

        @JsonPropertyDescription("The alert's post") String postId,
        @JsonPropertyDescription("What was decided") Action action,

        @JsonPropertyDescription("Who decided; may be a pseudonym")
        String moderator,

        @JsonPropertyDescription("Why, in a word of the organisation's list") @Nullable
        String reason,

        @JsonPropertyDescription("Why, in the moderator's own words") @Nullable
        String note,

        @JsonPropertyDescription(
                "How many decisions on the alert the moderator had seen; it holds only if no other came between")
        @Nullable
        Integer seen,

        @JsonPropertyDescription("When a claim ends by itself") @Nullable
        Instant until,

        @JsonPropertyDescription("When") Instant decidedAt)
        implements Event {

    /** What a moderator can do with an alert. */
    public enum Action {
        /** To work on it: until it is released, or the time is over, nobody else decides. */
        CLAIM,
        RELEASE,
        CONFIRM,
        DISMISS,
        ESCALATE,
        REOPEN,
        /** Takes back the last of the actions above but claims and releases. */
        UNDO
    }

    @Override
    public String eventId() {
        return id;
    }

    @Override
    public Instant occurredAt() {
        return decidedAt;
    }
}
