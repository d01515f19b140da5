package dev.canard.deploy.http.console;

import dev.canard.deploy.moderation.CaseState;
import org.jspecify.annotations.Nullable;

/**
 * What moderators decided of the copies of one post that are alerts for one debunk: what was dismissed need not be dismissed again for each
 * copy. Changed by one thread at a time, read by any.
 */
final class Copies {

    private record Count(int confirmed, int dismissed) {
        private static final Count NONE = new Count(0, 0);
    }

    private volatile Count count = Count.NONE;

    /**
     * Counts what was decided on a copy.
     *
     * @param before what it was counted as until now; null if it was not
     * @param after null if it shall not be counted any more
     */
    void change(CaseState.@Nullable Status before, CaseState.@Nullable Status after) {
        if (before != after) {
            Count old = count;
            count = new Count(
                    old.confirmed + more(CaseState.Status.CONFIRMED, before, after),
                    old.dismissed + more(CaseState.Status.DISMISSED, before, after));
        }
    }

    private static int more(
            CaseState.Status status, CaseState.@Nullable Status before, CaseState.@Nullable Status after) {
        return (after == status ? 1 : 0) - (before == status ? 1 : 0);
    }

    /** Whether a copy was dismissed, and none confirmed. */
    boolean areDismissed() {
        Count now = count;
        return now.dismissed > 0 && now.confirmed == 0;
    }
}
