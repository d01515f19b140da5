package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a post: the debunks that come closest to it, also those below the threshold.
 *
 * @param post the post
 * @param matches the best candidates, best first; empty where nothing comes close
 * @param judgedBy with what it was judged
 * @param shadows what policies that are only tried would make of it; null if neither they nor the policy in force alert, or there are none
 */
public record PostMatches(
        @JsonPropertyDescription("The post") Post post,

        @JsonPropertyDescription("The best candidates, best first")
        List<Match> matches,

        @JsonPropertyDescription("With what it was judged") JudgedBy judgedBy,

        @JsonPropertyDescription("What policies that are only tried would make of it") @Nullable
        List<ShadowVerdict> shadows)
        implements Event {

    public PostMatches {
        matches = List.copyOf(matches);
        shadows = shadows == null || shadows.isEmpty() ? null : List.copyOf(shadows);
    }

    /** A verdict beside which no other policy is tried. */
    public PostMatches(Post post, List<Match> matches, JudgedBy judgedBy) {
        this(post, matches, judgedBy, null);
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
