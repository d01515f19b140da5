package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.ShadowVerdict;
import dev.canard.event.ShadowVerdict.Effect;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.stance.Relation;
import dev.canard.indexer.stance.RelationEstimator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Policies that are tried beside the one in force: each judges the same rankings, and what it would alert on is written down with the
 * matches, where no consumer of alerts sees it. Thread-safe.
 */
public final class ShadowPolicies {

    /** What marks the id of a policy that is only tried. */
    public static final String MARK = "shadow:";

    /** None. */
    public static final ShadowPolicies NONE = new ShadowPolicies(List.of());

    private final List<Shadow> shadows;

    private record Shadow(String id, PostJudge judge) {}

    private ShadowPolicies(List<Shadow> shadows) {
        this.shadows = shadows;
    }

    /**
     * Some policies.
     *
     * @param relations how a post stands to a debunk
     * @param models what made the rankings
     * @param languages whether the encoders know a language, given its BCP 47 tag
     */
    public static ShadowPolicies of(
            List<MatchPolicy> policies, RelationEstimator relations, MatchModels models, Predicate<String> languages) {
        return new ShadowPolicies(policies.stream()
                .map(policy -> new Shadow(MARK + policy.id(), new PostJudge(policy, relations, models, languages)))
                .toList());
    }

    /**
     * What they would make of a post; nothing of one that neither they nor the policy in force alert on.
     *
     * @param known how the post stands to candidates, as far as that was asked
     * @param alert what the policy in force, or a rule, made of it
     */
    List<ShadowVerdict> judge(
            Ranking ranking, IdentityHashMap<RankedDebunk, Relation> known, @Nullable Alert alert, Instant at) {
        List<ShadowVerdict> verdicts = new ArrayList<>();
        for (Shadow shadow : shadows) {
            // A rule alerts whatever the policy is.
            Alert its = isByRule(alert)
                    ? alert
                    : shadow.judge.judge(ranking, known, at).alert();
            if (its != null && isSame(its, alert)) {
                verdicts.add(verdict(shadow, Effect.KEPT, its));
            } else {
                if (its != null) {
                    verdicts.add(verdict(shadow, Effect.NEW, its));
                }
                if (alert != null) {
                    verdicts.add(verdict(shadow, Effect.LOST, alert));
                }
            }
        }
        return verdicts;
    }

    private static boolean isByRule(@Nullable Alert alert) {
        return alert != null && alert.explanation().rule() != null;
    }

    private static boolean isSame(Alert one, @Nullable Alert other) {
        return other != null && one.id().equals(other.id());
    }

    private static ShadowVerdict verdict(Shadow shadow, Effect effect, Alert alert) {
        return new ShadowVerdict(shadow.id, effect, alert.debunk().id(), alert.probability());
    }
}
