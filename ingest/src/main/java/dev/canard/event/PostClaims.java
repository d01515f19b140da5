package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;

/**
 * A post with the claims that it makes.
 *
 * @param post the post
 * @param claims its sentences in reading order; empty where it holds no language
 */
public record PostClaims(
        @JsonPropertyDescription("The post") Post post,

        @JsonPropertyDescription("Its sentences in reading order")
        List<Claim> claims)
        implements Event {

    public PostClaims {
        claims = List.copyOf(claims);
    }

    @Override
    public String eventId() {
        return post.eventId();
    }

    @Override
    public Instant occurredAt() {
        return post.occurredAt();
    }
}
