package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post with the claims that it makes.
 *
 * @param post the post
 * @param claims its sentences in reading order; empty where it holds no language
 * @param language BCP 47 tag of the language that it is written in, null where that cannot be told
 */
public record PostClaims(
        @JsonPropertyDescription("The post") Post post,

        @JsonPropertyDescription("Its sentences in reading order")
        List<Claim> claims,

        @JsonPropertyDescription("BCP 47 tag of the language that it is written in") @Nullable
        String language)
        implements Event {

    public PostClaims {
        claims = List.copyOf(claims);
    }

    /** A post of an undetermined language. */
    public PostClaims(Post post, List<Claim> claims) {
        this(post, claims, null);
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
