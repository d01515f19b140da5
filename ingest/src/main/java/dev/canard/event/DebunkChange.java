package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who keep recent posts that a debunk has changed. What it says now stands on the topic of debunks.
 *
 * @param debunkId the debunk
 * @param revision the revision that made the change; that of the retraction if it was retracted
 * @param retracted whether the debunk is gone
 * @param reason why a curator changed it; null if its publisher did
 * @param changedAt when the change arrived
 */
public record DebunkChange(
        @JsonPropertyDescription("The debunk") String debunkId,

        @JsonPropertyDescription("The revision that made the change")
        long revision,

        @JsonPropertyDescription("Whether the debunk is gone")
        boolean retracted,

        @JsonPropertyDescription("Why a curator changed it") @Nullable
        String reason,

        @JsonPropertyDescription("When the change arrived") Instant changedAt)
        implements Event {

    @Override
    public String eventId() {
        return debunkId + "@" + revision;
    }

    @Override
    public Instant occurredAt() {
        return changedAt;
    }
}
