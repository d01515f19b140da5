package dev.canard.deploy.http.console;

import dev.canard.deploy.moderation.CaseState;
import dev.canard.event.Alert;
import dev.canard.event.ShadowVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What policies that are only tried would make of the posts. Thread-safe. */
final class ShadowCounts {

    private final Map<String, List<ShadowVerdict>> byPost = new ConcurrentHashMap<>();

    /**
     * What a policy would do.
     *
     * @param policy its id, marked {@code shadow:}
     * @param added how many alerts it would raise that the policy in force does not
     * @param kept how many both raise
     * @param keptConfirmed how many of these were confirmed
     * @param keptDismissed how many of these were dismissed
     * @param lost how many only the policy in force raises
     * @param lostConfirmed how many of these were confirmed: what it would miss
     * @param lostDismissed how many of these were dismissed: what it would spare
     */
    record Shadow(
            String policy,
            int added,
            int kept,
            int keptConfirmed,
            int keptDismissed,
            int lost,
            int lostConfirmed,
            int lostDismissed) {}

    /**
     * A post was judged; without any where it was deleted, or nothing would alert.
     *
     * @return whether there are any
     */
    boolean put(String postId, @Nullable List<ShadowVerdict> verdicts) {
        if (verdicts == null || verdicts.isEmpty()) {
            byPost.remove(postId);
            return false;
        }
        byPost.put(postId, verdicts);
        return true;
    }

    /** @param decided what was last decided on an alert, by its id */
    List<Shadow> count(Function<String, CaseState.Status> decided) {
        Map<String, Tally> tallies = new TreeMap<>();
        byPost.forEach((postId, verdicts) ->
                verdicts.forEach(verdict -> tallies.computeIfAbsent(verdict.policy(), _ -> new Tally())
                        .add(verdict, decided.apply(Alert.idOf(postId, verdict.debunkId())))));
        List<Shadow> shadows = new ArrayList<>();
        tallies.forEach((policy, tally) -> shadows.add(new Shadow(
                policy,
                tally.of(ShadowVerdict.Effect.NEW, null),
                tally.of(ShadowVerdict.Effect.KEPT, null),
                tally.of(ShadowVerdict.Effect.KEPT, CaseState.Status.CONFIRMED),
                tally.of(ShadowVerdict.Effect.KEPT, CaseState.Status.DISMISSED),
                tally.of(ShadowVerdict.Effect.LOST, null),
                tally.of(ShadowVerdict.Effect.LOST, CaseState.Status.CONFIRMED),
                tally.of(ShadowVerdict.Effect.LOST, CaseState.Status.DISMISSED))));
        return shadows;
    }

    private static final class Tally {

        private record Kind(ShadowVerdict.Effect effect, CaseState.@Nullable Status status) {}

        private final Map<Kind, Integer> counts = new HashMap<>();

        void add(ShadowVerdict verdict, CaseState.Status status) {
            counts.merge(new Kind(verdict.effect(), null), 1, Integer::sum);
            counts.merge(new Kind(verdict.effect(), status), 1, Integer::sum);
        }

        /** @param status null for any */
        int of(ShadowVerdict.Effect effect, CaseState.@Nullable Status status) {
            return counts.getOrDefault(new Kind(effect, status), 0);
        }
    }
}
