package dev.canard.deploy.http.console;

import dev.canard.deploy.evaluation.Share;
import dev.canard.deploy.moderation.CaseState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
            return of((int) alerts.stream().filter(Judged::isConfirmed).count(), (int)
                    alerts.stream().filter(Judged::isDismissed).count());
        }

        private static Precision of(int confirmed, int dismissed) {
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
        List<AtThreshold> thresholds = thresholds(alerts, below);
        return new Feedback(
                threshold,
                groups(alerts, Judged::policy),
                groups(alerts, Judged::publisher),
                groups(alerts, Judged::claim).stream().limit(MOST_DEBUNKS).toList(),
                thresholds,
                suggestion(thresholds, Precision.of(alerts), threshold, wanted));
    }

    /** Each alert is looked at once; what a threshold leaves is what the next one does and those between. */
    private static List<AtThreshold> thresholds(List<Judged> alerts, Collection<Double> below) {
        int[] posts = new int[STEPS + 1];
        int[] confirmed = new int[STEPS + 1];
        int[] dismissed = new int[STEPS + 1];
        below.forEach(probability -> posts[step(probability)]++);
        for (Judged alert : alerts) {
            int step = step(alert.probability());
            posts[step]++;
            confirmed[step] += alert.isConfirmed() ? 1 : 0;
            dismissed[step] += alert.isDismissed() ? 1 : 0;
        }
        List<AtThreshold> thresholds = new ArrayList<>();
        for (int step = STEPS; step >= 0; step--) {
            if (step < STEPS) {
                posts[step] += posts[step + 1];
                confirmed[step] += confirmed[step + 1];
                dismissed[step] += dismissed[step + 1];
            }
            thresholds.addFirst(
                    new AtThreshold(threshold(step), posts[step], Precision.of(confirmed[step], dismissed[step])));
        }
        return thresholds;
    }

    /** The highest step whose threshold a probability reaches. */
    private static int step(double probability) {
        int step = (int) (probability * STEPS);
        return step < STEPS && probability >= threshold(step + 1) ? step + 1 : step;
    }

    private static double threshold(int step) {
        return step / (double) STEPS;
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
