package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.DebunkChange;
import dev.canard.event.PostMatches;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a post at one point in time.
 *
 * @param matches its candidates and what became of each
 * @param alert the alert that the best one calls for, as if it were the first of its id; null if none
 * @param awaited ids of debunks that are not indexed, but would have been judged if they were
 * @param cause the change of a debunk for which the post was judged again; null if it was judged when it came
 */
public record Judgement(
        PostMatches matches,
        @Nullable Alert alert,
        Set<String> awaited,
        @Nullable DebunkChange cause) {

    public Judgement {
        awaited = Set.copyOf(awaited);
    }

    /** What was decided when the post came. */
    Judgement(PostMatches matches, @Nullable Alert alert, Set<String> awaited) {
        this(matches, alert, awaited, null);
    }

    /** What was decided when the post came, waiting for no debunk. */
    public Judgement(PostMatches matches, @Nullable Alert alert) {
        this(matches, alert, Set.of());
    }

    /** The same, decided because a debunk has changed. */
    Judgement because(DebunkChange change) {
        return new Judgement(matches, alert, awaited, change);
    }
}
