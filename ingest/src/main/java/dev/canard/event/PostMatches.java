package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;

/**
 * The verdict on a post: the debunks that come closest to it, also those below the threshold.
 *
 * @param post the post
 * @param matches the best candidates, best first; empty where nothing comes close
 * @param judgedBy with what it was judged
 */
public record PostMatches(
        @JsonPropertyDescription("The post") Post post,

        @JsonPropertyDescription("The best candidates, best first")
        List<Match> matches,

        @JsonPropertyDescription("With what it was judged") JudgedBy judgedBy)
        implements Event {

    public PostMatches {
        matches = List.copyOf(matches);
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
