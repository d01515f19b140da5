package dev.canard.deploy.replay;

import dev.canard.deploy.evaluation.Share;
import dev.canard.event.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is different between the open alerts of two runs over the same posts.
 *
 * @param pairs every pair of post and debunk for which one of them has an alert: what differs first, the most probable first
 * @param decided what moderators have made of the alerts of production among the posts, by id
 */
public record ReplayDiff(List<AlertDifference> pairs, Map<String, Verdict> decided) {

    private static final Comparator<AlertDifference> ORDER = Comparator.comparing(AlertDifference::kind)
            .thenComparing(Comparator.comparingDouble(
                            (AlertDifference pair) -> pair.alert().probability())
                    .reversed())
            .thenComparing(pair -> pair.alert().id());

    /** What a moderator decided. */
    public enum Verdict {
        CONFIRMED,
        DISMISSED
    }

    public ReplayDiff {
        pairs = pairs.stream().sorted(ORDER).toList();
        decided = Map.copyOf(decided);
    }

    /** Compares open alerts, by id. */
    public static ReplayDiff of(Map<String, Alert> before, Map<String, Alert> after, Map<String, Verdict> decided) {
        Set<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        List<AlertDifference> pairs = new ArrayList<>();
        ids.forEach(id -> pairs.add(new AlertDifference(before.get(id), after.get(id))));
        return new ReplayDiff(pairs, decided);
    }

    /** How many pairs are of a kind. */
    public long count(AlertDifference.Kind kind) {
        return pairs.stream().filter(pair -> pair.kind() == kind).count();
    }

    /** How many pairs of each kind there are for each value of a property of alerts, in the order of the values. */
    SequencedMap<String, Map<AlertDifference.Kind, Long>> countsBy(Function<Alert, String> property) {
        return pairs.stream()
                .collect(Collectors.groupingBy(
                        pair -> property.apply(pair.alert()),
                        TreeMap::new,
                        Collectors.groupingBy(AlertDifference::kind, Collectors.counting())));
    }

    /** The quality of the first run, as far as moderators have decided. */
    public Decided before() {
        return decided(AlertDifference::before);
    }

    /** The quality of the second. */
    public Decided after() {
        return decided(AlertDifference::after);
    }

    private Decided decided(Function<AlertDifference, @Nullable Alert> side) {
        long confirmed = 0;
        long dismissed = 0;
        for (AlertDifference pair : pairs) {
            Alert alert = side.apply(pair);
            if (alert != null) {
                confirmed += decided.get(alert.id()) == Verdict.CONFIRMED ? 1 : 0;
                dismissed += decided.get(alert.id()) == Verdict.DISMISSED ? 1 : 0;
            }
        }
        long all = decided.values().stream().filter(Verdict.CONFIRMED::equals).count();
        return new Decided(
                pairs.stream().filter(pair -> side.apply(pair) != null).count(), confirmed, dismissed, all);
    }

    /**
     * What moderators' decisions say of a run.
     *
     * @param alerts how many are open
     * @param confirmed how many of them were confirmed
     * @param dismissed how many of them were dismissed
     * @param allConfirmed how many were confirmed in all, also of those that this run does not raise
     */
    public record Decided(long alerts, long confirmed, long dismissed, long allConfirmed) {

        /** Share of the decided alerts that were confirmed. */
        public Share precision() {
            return new Share(confirmed, confirmed + dismissed);
        }

        /** Share of all that was confirmed which this run raises: what nobody has seen cannot count. */
        public Share recall() {
            return new Share(confirmed, allConfirmed);
        }
    }
}
