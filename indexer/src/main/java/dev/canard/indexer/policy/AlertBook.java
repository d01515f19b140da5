package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.DebunkChange;
import dev.canard.event.JudgedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the alerts of a post: at most one is open, a new judgement of the same content changes nothing, a different one
 * gives the next revision, and what no longer holds is withdrawn with the reason.
 */
public final class AlertBook {

    /**
     * A smaller move of the probability is no change: scores shift a little with every debunk that is added to the index.
     */
    private static final double SAME_PROBABILITY = .01;

    private AlertBook() {}

    /**
     * What follows from a judgement.
     *
     * @param alerts revisions to publish, in this order
     * @param state what to remember
     */
    public record Update(List<Alert> alerts, PostAlerts state) {

        public Update {
            alerts = List.copyOf(alerts);
        }
    }

    /** A post was judged, for the first time or again. */
    public static Update judged(PostAlerts before, Judgement now, Instant at) {
        Alert open = before.open();
        Alert next = now.alert();
        if (open == null ? next == null : next != null && same(open, next)) {
            return new Update(List.of(), before);
        }
        Page page = new Page(before);
        if (open != null && (next == null || !next.id().equals(open.id()))) {
            page.add(open.withdrawn(reason(open, now), now.matches().judgedBy(), at));
        }
        if (next != null) {
            page.add(next.withRevision(page.nextRevision(next.id())));
        }
        return page.update();
    }

    /** A post was deleted at its source. */
    public static Update deleted(PostAlerts before, Instant at) {
        Alert open = before.open();
        if (open == null) {
            return new Update(List.of(), before);
        }
        Page page = new Page(before);
        JudgedBy judgedBy = open.judgedBy();
        page.add(open.withdrawn("the post was deleted", judgedBy, at));
        return page.update();
    }

    /** Whether two open alerts tell a reader the same, apart from when and against which state of the index. */
    private static boolean same(Alert one, Alert other) {
        return one.id().equals(other.id())
                && one.debunk().equals(other.debunk())
                && one.otherReviews().equals(other.otherReviews())
                && one.claim().equals(other.claim())
                && one.post().text().equals(other.post().text())
                && one.stance().likeliest() == other.stance().likeliest()
                && Math.abs(one.probability() - other.probability()) < SAME_PROBABILITY;
    }

    private static String reason(Alert withdrawn, Judgement now) {
        return now.matches().matches().stream()
                .filter(match -> match.debunk().id().equals(withdrawn.debunk().id()))
                .findFirst()
                .map(match -> switch (match.outcome()) {
                    case ALERT -> throw new IllegalStateException("an alert that holds is not withdrawn");
                    case VERDICT_NOT_ALERTED -> "the debunk's verdict does not alert";
                    case NOT_VALID -> "the debunk does not hold for the day of the post";
                    case VERDICTS_CONFLICT -> "somebody else found the claim to be true";
                    case STANCE_NOT_ALERTED -> "the post does not spread the claim";
                    case BELOW_THRESHOLD -> "the probability lies below the policy's threshold";
                    case NOT_BEST -> "another debunk comes closer";
                    case SHADOW -> "the rule that calls for it runs in shadow";
                })
                .orElseGet(() -> reasonOfAbsence(withdrawn, now.cause()));
    }

    private static String reasonOfAbsence(Alert withdrawn, @Nullable DebunkChange cause) {
        if (cause == null
                || !cause.retracted()
                || !cause.debunkId().equals(withdrawn.debunk().id())) {
            return "the debunk no longer matches";
        }
        return "the debunk was taken back" + (cause.reason() == null ? "" : ": " + cause.reason());
    }

    /** Collects revisions and what they leave behind. */
    private static final class Page {

        private final List<Alert> alerts = new ArrayList<>();
        private final Map<String, Integer> revisions;
        private @Nullable Alert open;

        Page(PostAlerts before) {
            revisions = new HashMap<>(before.revisions());
        }

        int nextRevision(String alertId) {
            return revisions.getOrDefault(alertId, 0) + 1;
        }

        void add(Alert alert) {
            alerts.add(alert);
            revisions.put(alert.id(), alert.revision());
            open = alert.status() == Alert.Status.OPEN ? alert : null;
        }

        Update update() {
            return new Update(alerts, new PostAlerts(open, revisions));
        }
    }
}
