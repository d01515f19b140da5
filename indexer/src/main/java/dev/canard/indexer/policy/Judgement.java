package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.PostMatches;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a post at one point in time.
 *
 * @param matches its candidates and what became of each
 * @param alert the alert that the best one calls for, as if it were the first of its id; null if none
 * @param awaited ids of debunks that are not indexed, but would have been judged if they were
 */
public record Judgement(PostMatches matches, @Nullable Alert alert, Set<String> awaited) {

    public Judgement {
        awaited = Set.copyOf(awaited);
    }

    /** A judgement that waits for no debunk. */
    public Judgement(PostMatches matches, @Nullable Alert alert) {
        this(matches, alert, Set.of());
    }
}
