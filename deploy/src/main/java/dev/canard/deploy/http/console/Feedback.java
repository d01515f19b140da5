package dev.canard.deploy.http.console;

import dev.canard.deploy.evaluation.Share;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What moderators' decisions say of the alerts, and what other thresholds would have made of them. Nothing of it is applied by itself.
 *
 * @param threshold that of the policy now
 * @param policies by the policy that raised them, those with most decisions first
 * @param publishers likewise by the debunk's publisher
 * @param debunks likewise by the debunk's claim; at most 50
 * @param thresholds what lies at or above .00, .01, … 1.00
 * @param suggested a better threshold; null if the decisions do not tell of any
 */
record Feedback(
        double threshold,
        List<Group> policies,
        List<Group> publishers,
        List<Group> debunks,
        List<AtThreshold> thresholds,
        @Nullable Suggestion suggested) {

    private static final int MOST_DEBUNKS = 50;
    private static final int STEPS = 100;

    /** With fewer decisions nothing is suggested. */
    private static final int FEWEST = 20;

    Feedback {
        policies = List.copyOf(policies);
        publishers = List.copyOf(publishers);
        debunks = List.copyOf(debunks);
        thresholds = List.copyOf(thresholds);
    }

    /**
     * How many of some alerts moderators confirmed.
     *
     * @param precision share of the decided ones that were confirmed; null if none was
     * @param low the lower end of its 95% interval (Wilson)
     * @param high the upper end
     */
    record Precision(int confirmed, int dismissed, @Nullable Double precision, double low, double high) {

        private static Precision of(Collection<Judged> alerts) {
            int confirmed = (int) alerts.stream().filter(Judged::isConfirmed).count();
            int dismissed = (int) alerts.stream().filter(Judged::isDismissed).count();
            Share share = new Share(confirmed, confirmed + dismissed);
            return new Precision(
                    confirmed, dismissed, share.of() == 0 ? null : share.value(), share.low(), share.high());
        }

        int decided() {
            return confirmed + dismissed;
        }
    }

    /** Alerts that have something in common. */
    record Group(String name, int alerts, Precision decisions) {}

    /**
     * What a threshold would leave.
     *
     * @param posts how many pairs of post and debunk would alert, also of those that lie below the policy's threshold now
     * @param decisions on those of them that are alerts
     */
    record AtThreshold(double threshold, int posts, Precision decisions) {}

    /**
     * The lowest threshold at which precision is surely high enough.
     *
     * @param decisions on the alerts that it leaves
     * @param lost how many confirmed alerts it would have missed
     * @param spared how many dismissed ones it would have spared
     */
    record Suggestion(double threshold, Precision decisions, int lost, int spared) {}

    /** An alert, and what was last decided of it. */
    record Judged(String policy, String publisher, String claim, double probability, CaseState.Status status) {

        boolean isConfirmed() {
            return status == CaseState.Status.CONFIRMED;
        }

        boolean isDismissed() {
            return status == CaseState.Status.DISMISSED;
        }
    }

    /**
     * Counts.
     *
     * @param alerts those that hold
     * @param below probabilities of what would alert if the threshold were lower
     * @param threshold that of the policy now
     * @param wanted what the lower end of the precision's interval shall be at least, 0 to 1
     */
    static Feedback of(List<Judged> alerts, Collection<Double> below, double threshold, double wanted) {
        List<AtThreshold> thresholds = IntStream.rangeClosed(0, STEPS)
                .mapToObj(step -> at(step / (double) STEPS, alerts, below))
                .toList();
        return new Feedback(
                threshold,
                groups(alerts, Judged::policy),
                groups(alerts, Judged::publisher),
                groups(alerts, Judged::claim).stream().limit(MOST_DEBUNKS).toList(),
                thresholds,
                suggestion(thresholds, Precision.of(alerts), threshold, wanted));
    }

    private static AtThreshold at(double threshold, List<Judged> alerts, Collection<Double> below) {
        List<Judged> kept = alerts.stream()
                .filter(alert -> alert.probability() >= threshold)
                .toList();
        int more = (int)
                below.stream().filter(probability -> probability >= threshold).count();
        return new AtThreshold(threshold, kept.size() + more, Precision.of(kept));
    }

    private static List<Group> groups(List<Judged> alerts, Function<Judged, String> by) {
        Map<String, List<Judged>> groups = new HashMap<>();
        alerts.forEach(alert ->
                groups.computeIfAbsent(by.apply(alert), _ -> new ArrayList<>()).add(alert));
        return groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue().size(), Precision.of(group.getValue())))
                .sorted(Comparator.comparingInt(
                                (Group group) -> -group.decisions().decided())
                        .thenComparing(Comparator.comparingInt(Group::alerts).reversed())
                        .thenComparing(Group::name))
                .toList();
    }

    private static @Nullable Suggestion suggestion(
            List<AtThreshold> thresholds, Precision all, double threshold, double wanted) {
        return thresholds.stream()
                // Below it nobody has decided.
                .filter(at -> at.threshold() >= threshold && at.decisions().decided() >= FEWEST)
                .filter(at -> at.decisions().low() >= wanted)
                .findFirst()
                .filter(at -> at.threshold() > threshold)
                .map(at -> new Suggestion(
                        at.threshold(),
                        at.decisions(),
                        all.confirmed() - at.decisions().confirmed(),
                        all.dismissed() - at.decisions().dismissed()))
                .orElse(null);
    }
}
