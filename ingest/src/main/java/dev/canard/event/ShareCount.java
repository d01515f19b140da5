package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/**
 * How often a post with an alert was passed on. What was taken back since is still counted.
 *
 * @param postId the post
 * @param reposts how often as it was, at least 0
 * @param quotes how often within another post, at least 0
 * @param lastSharedAt when the last of these reached Canard
 */
public record ShareCount(
        @JsonPropertyDescription("The post") String postId,

        @JsonPropertyDescription("How often it was passed on as it was")
        int reposts,

        @JsonPropertyDescription("How often it was passed on within another post")
        int quotes,

        @JsonPropertyDescription("When the last of these reached Canard")
        Instant lastSharedAt)
        implements Event {

    public ShareCount {
        if (reposts < 0 || quotes < 0) {
            throw new IllegalArgumentException("a post cannot be passed on less than never");
        }
    }

    /** Each count has another one, since none of the two ever falls. */
    @Override
    public String eventId() {
        return postId + "#" + reposts + "+" + quotes;
    }

    @Override
    public Instant occurredAt() {
        return lastSharedAt;
    }
}
