package dev.canard.deploy.replay;

import dev.canard.event.Alert;
import org.jspecify.annotations.Nullable;

/**
 * A pair of post and debunk on which two runs differ.
 *
 * @param before the open alert of the first run; null if it has none
 * @param after the open alert of the second; null if it has none
 */
public record AlertDifference(
        @Nullable Alert before, @Nullable Alert after) {

    /** A probability that moves by less is the same to a person. */
    private static final double NOTABLE = .005;

    public AlertDifference {
        if (before == null && after == null) {
            throw new IllegalArgumentException("no alert on either side");
        }
    }

    /** What is different. */
    public enum Kind {
        NEW,
        LOST,
        CHANGED,
        SAME
    }

    /** What is different. An alert has changed if its probability, stance, verdict or claim has. */
    public Kind kind() {
        if (before == null) {
            return Kind.NEW;
        }
        if (after == null) {
            return Kind.LOST;
        }
        return hasChanged(before, after) ? Kind.CHANGED : Kind.SAME;
    }

    private static boolean hasChanged(Alert before, Alert after) {
        return Math.abs(before.probability() - after.probability()) >= NOTABLE
                || before.stance().likeliest() != after.stance().likeliest()
                || before.debunk().rating().verdict() != after.debunk().rating().verdict()
                || !before.claim().text().equals(after.claim().text());
    }

    /** The alert itself, the second run's where both have it. */
    public Alert alert() {
        Alert one = after == null ? before : after;
        if (one == null) {
            throw new AssertionError("one of them is there");
        }
        return one;
    }
}
