package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be remembered of a post to go on with its alerts.
 *
 * @param open the alert that holds, null if none does
 * @param revisions the newest revision of every alert that the post ever had, by alert id
 */
public record PostAlerts(@Nullable Alert open, Map<String, Integer> revisions) {

    /** A post that never alerted. */
    public static final PostAlerts NONE = new PostAlerts(null, Map.of());

    public PostAlerts {
        revisions = Map.copyOf(revisions);
    }
}
