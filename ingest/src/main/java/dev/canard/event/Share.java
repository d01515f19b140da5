package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a post was passed on. Says nothing of who did it.
 *
 * @param id of the repost, or of the post that quotes
 * @param postId the post that was passed on, which need not be known
 * @param kind how
 * @param sharedAt when, as its source says; when it reached Canard where the source does not
 * @param platform where, null if the source does not say
 */
public record Share(
        @JsonPropertyDescription("Id of the repost, or of the post that quotes")
        String id,

        @JsonPropertyDescription("The post that was passed on, which need not be known")
        String postId,

        @JsonPropertyDescription("How") Kind kind,

        @JsonPropertyDescription("When, as its source says; when it reached Canard where the source does not")
        Instant sharedAt,

        @JsonPropertyDescription("Where") @Nullable String platform)
        implements Event {

    /** How a post can be passed on. */
    public enum Kind {
        /** As it is, by someone who says nothing to it. */
        REPOST,
        /** Within a post that may say anything to it, also that it is wrong. */
        QUOTE
    }

    @Override
    public String eventId() {
        return id;
    }

    @Override
    public Instant occurredAt() {
        return sharedAt;
    }
}
