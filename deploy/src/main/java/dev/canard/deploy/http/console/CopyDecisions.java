package dev.canard.deploy.http.console;

import dev.canard.deploy.moderation.CaseState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What moderators decided of copies: a post that was dismissed need not be dismissed again for each of its copies. Not thread-safe. */
final class CopyDecisions {

    /** Alerts for copies of one post, and the same debunk. */
    private record Copies(@Nullable String cluster, String debunkId) {}

    private record Count(int confirmed, int dismissed) {}

    private static final Count NONE = new Count(0, 0);

    private final Map<Copies, Count> counts = new HashMap<>();

    /** Counts an alert as it is decided now. */
    void add(AlertRow alert) {
        count(alert, 1);
    }

    /** Takes back what {@link #add} counted; its decisions must not have changed since. */
    void remove(AlertRow alert) {
        count(alert, -1);
    }

    private void count(AlertRow alert, int more) {
        if (alert.cluster() == null) {
            return;
        }
        CaseState.Status status = alert.decided().status();
        Count before = counts.getOrDefault(copies(alert), NONE);
        Count after = new Count(
                before.confirmed + (status == CaseState.Status.CONFIRMED ? more : 0),
                before.dismissed + (status == CaseState.Status.DISMISSED ? more : 0));
        if (after.equals(NONE)) {
            counts.remove(copies(alert));
        } else {
            counts.put(copies(alert), after);
        }
    }

    /** Whether a copy of the alert's post was dismissed for the same debunk, and none confirmed. */
    boolean dismissed(AlertRow alert) {
        Count count = alert.cluster() == null ? NONE : counts.getOrDefault(copies(alert), NONE);
        return count.dismissed > 0 && count.confirmed == 0;
    }

    private static Copies copies(AlertRow alert) {
        return new Copies(alert.cluster(), alert.debunk().id());
    }
}
