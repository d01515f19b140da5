package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.DebunkChange;
import dev.canard.event.PostMatches;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a post at one point in time.
 *
 * @param matches its candidates and what became of each
 * @param alert the alert that the best one calls for, as if it were the first of its id; null if none
 * @param cause the change of a debunk for which the post was judged again; null if it was judged when it came
 */
public record Judgement(
        PostMatches matches,
        @Nullable Alert alert,
        @Nullable DebunkChange cause) {

    /** What was decided when the post came. */
    public Judgement(PostMatches matches, @Nullable Alert alert) {
        this(matches, alert, null);
    }

    /** The same, decided because a debunk has changed. */
    Judgement because(DebunkChange change) {
        return new Judgement(matches, alert, change);
    }
}
