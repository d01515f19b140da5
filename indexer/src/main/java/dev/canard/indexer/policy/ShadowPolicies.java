package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.ShadowVerdict;
import dev.canard.event.ShadowVerdict.Effect;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.match.CandidateRanker;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.stance.StanceEstimator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Policies that are tried beside the one in force: each judges the same candidates, and what it would alert on is written down with the
 * matches, where no consumer of alerts sees it. One may have models of its own. Thread-safe.
 */
public final class ShadowPolicies {

    /** What marks the id of a policy that is only tried. */
    public static final String MARK = "shadow:";

    /** None. */
    public static final ShadowPolicies NONE = new ShadowPolicies(List.of());

    private final List<Shadow> shadows;

    /** @param ranker ranks the candidates anew; null where the rankings are judged as they are */
    private record Shadow(String id, @Nullable CandidateRanker ranker, PostJudge judge) {

        @Nullable
        Alert alert(Ranking ranking, IdentityHashMap<RankedDebunk, StanceEstimate> known, Instant at) {
            Judgement judgement =
                    ranker == null ? judge.judge(ranking, known, at) : judge.judge(ranker.rank(ranking), at);
            return judgement.alert();
        }
    }

    private ShadowPolicies(List<Shadow> shadows) {
        this.shadows = shadows;
    }

    /**
     * Some policies.
     *
     * @param stances how a post stands to a debunk
     * @param models what made the rankings
     * @param languages whether the encoders know a language, given its BCP 47 tag
     */
    public static ShadowPolicies of(
            List<MatchPolicy> policies, StanceEstimator stances, MatchModels models, Predicate<String> languages) {
        return new ShadowPolicies(policies.stream()
                .map(policy -> new Shadow(MARK + policy.id(), null, new PostJudge(policy, stances, models, languages)))
                .toList());
    }

    /**
     * The same and one more, with models of its own.
     *
     * @param ranker ranks what was found
     * @param stances how a post stands to a debunk
     * @param languages whether the encoders know a language, given its BCP 47 tag
     */
    public ShadowPolicies with(
            MatchPolicy policy, CandidateRanker ranker, StanceEstimator stances, Predicate<String> languages) {
        List<Shadow> more = new ArrayList<>(shadows);
        more.add(new Shadow(MARK + policy.id(), ranker, new PostJudge(policy, stances, ranker.models(), languages)));
        return new ShadowPolicies(List.copyOf(more));
    }

    /**
     * What they would make of a post; nothing of one that neither they nor the policy in force alert on.
     *
     * @param known how the post stands to candidates, as far as that was asked
     * @param alert what the policy in force, or a rule, made of it
     */
    List<ShadowVerdict> judge(
            Ranking ranking, IdentityHashMap<RankedDebunk, StanceEstimate> known, @Nullable Alert alert, Instant at) {
        List<ShadowVerdict> verdicts = new ArrayList<>();
        for (Shadow shadow : shadows) {
            // A rule alerts whatever the policy is.
            Alert its = isByRule(alert) ? alert : shadow.alert(ranking, known, at);
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
