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
 * @param reason why, null where none is required
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

        @JsonPropertyDescription("Why") @Nullable String reason,
        @JsonPropertyDescription("When") Instant decidedAt)
        implements Event {

    /** What a moderator can do with an alert. */
    public enum Action {
        CONFIRM,
        DISMISS,
        ESCALATE,
        REOPEN
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
