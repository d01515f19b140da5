package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.Match;
import dev.canard.event.Match.Outcome;
import dev.canard.event.MetRule;
import dev.canard.event.PostMatches;
import dev.canard.event.StanceEstimate;
import dev.canard.event.Vector;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.rule.Rule;
import dev.canard.indexer.rule.RuleMatcher;
import dev.canard.indexer.stance.StanceEstimator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a post by its candidates, as {@link PostJudge} does, and by the rules that it meets.
 *
 * <p>For each rule that is met, a {@link PostJudge} with the rule's policy judges its debunk as the only candidate, as one that
 * the post is about: so all else that keeps a post from alerting, its stance above all, holds for rules too. The first live rule
 * that calls for an alert goes before what the models alone say; any other rule only adds to the matches. Thread-safe.
 */
public final class CuratedJudge {

    private final PostJudge judge;
    private final MatchPolicy policy;
    private final StanceEstimator stances;
    private final MatchModels models;
    private final Predicate<String> languages;
    private final RuleMatcher rules;
    private final ShadowPolicies shadows;
    private final Function<Debunk, List<Vector>> encoder;
    private final Map<String, RuleJudge> judges = new ConcurrentHashMap<>();

    /**
     * How a rule judges.
     *
     * @param own the rule's claim with its vectors; null where it adds to a debunk
     */
    private record RuleJudge(PostJudge judge, @Nullable Debunk own) {}

    /**
     * @param policy what alerts; of rules, what they leave open
     * @param stances how a post stands to a debunk
     * @param models what made the rankings
     * @param languages whether the encoders know a language, given its BCP 47 tag
     * @param rules which rules a post meets
     * @param shadows policies that are tried beside it
     * @param encoder gives the vectors of a rule's own claim
     */
    public CuratedJudge(
            MatchPolicy policy,
            StanceEstimator stances,
            MatchModels models,
            Predicate<String> languages,
            RuleMatcher rules,
            ShadowPolicies shadows,
            Function<Debunk, List<Vector>> encoder) {
        judge = new PostJudge(policy, stances, models, languages);
        this.policy = policy;
        this.stances = stances;
        this.models = models;
        this.languages = languages;
        this.rules = rules;
        this.shadows = shadows;
        this.encoder = encoder;
    }

    /**
     * Judges a post.
     *
     * @param debunks gives a debunk by its id as the ranking's state of the index holds it
     */
    public Judgement judge(Ranking ranking, Function<String, Optional<Debunk>> debunks, Instant at) {
        IdentityHashMap<RankedDebunk, StanceEstimate> known = new IdentityHashMap<>();
        Judgement usual = judge.judge(ranking, known, at);
        Match alerting = null;
        Alert alert = null;
        List<Match> others = new ArrayList<>();
        Set<String> awaited = new HashSet<>();
        for (RuleMatcher.Hit hit : rules.match(ranking.post().claims())) {
            Optional<RankedDebunk> candidate = candidate(hit.rule(), ranking, debunks);
            if (candidate.isEmpty()) {
                awaited.add(Objects.requireNonNull(hit.rule().debunk()));
                continue;
            }
            Judgement its = judgeOf(hit.rule())
                    .judge()
                    .judge(
                            new Ranking(ranking.post(), List.of(candidate.get()), ranking.indexOffset()),
                            ranking.debunks(),
                            new IdentityHashMap<>(),
                            at);
            Match match = withRule(its.matches().matches().getFirst(), hit.met());
            if (its.alert() == null) {
                others.add(match);
            } else if (hit.met().shadow()) {
                others.add(with(match, match.rank(), Outcome.SHADOW));
            } else if (alert == null) {
                alerting = match;
                alert = its.alert().withExplanation(Objects.requireNonNull(match.explanation()));
            } else {
                others.add(with(match, match.rank(), Outcome.NOT_BEST));
            }
        }
        List<Match> matches = inOrder(alerting, usual.matches().matches(), others);
        Alert raised = alert == null ? usual.alert() : alert;
        return new Judgement(
                new PostMatches(
                        usual.matches().post(),
                        matches,
                        usual.matches().judgedBy(),
                        shadows.judge(ranking, known, raised, at)),
                raised,
                awaited);
    }

    /** The debunk of a rule as a candidate that the post is about; empty if it is not indexed. */
    private Optional<RankedDebunk> candidate(Rule rule, Ranking ranking, Function<String, Optional<Debunk>> debunks) {
        Debunk own = judgeOf(rule).own();
        if (own != null) {
            return Optional.of(candidate(rule, RankedDebunk.of(own, List.of(), Map.of())));
        }
        String id = Objects.requireNonNull(rule.debunk());
        return ranking.debunks().stream()
                .filter(found -> found.debunk().id().equals(id) || found.twins().contains(id))
                .findFirst()
                .or(() -> debunks.apply(id).map(debunk -> RankedDebunk.of(debunk, List.of(), Map.of())))
                .map(found -> candidate(rule, found));
    }

    /** Takes the rule's word for what the post is about; how it stands to that is still for the models to say. */
    private static RankedDebunk candidate(Rule rule, RankedDebunk found) {
        Map<String, Double> features = new HashMap<>(found.features());
        features.put(rule.name(), 1.0);
        return new RankedDebunk(found.debunk(), found.twins(), found.score(), 1, found.reading(), features);
    }

    private RuleJudge judgeOf(Rule rule) {
        return judges.computeIfAbsent(rule.id(), _ -> {
            Debunk own = rule.ownDebunk()
                    .map(debunk -> debunk.withVectors(encoder.apply(debunk)))
                    .orElse(null);
            return new RuleJudge(
                    new PostJudge(
                            policy(rule, own),
                            stances,
                            models,
                            rule.policy().languages().isEmpty() ? languages : _ -> true),
                    own);
        });
    }

    private MatchPolicy policy(Rule rule, @Nullable Debunk own) {
        double threshold = Objects.requireNonNullElse(rule.policy().threshold(), policy.threshold());
        return new MatchPolicy(
                rule.name(),
                rule.version(),
                own == null ? policy.verdicts() : Set.of(own.rating().verdict()),
                threshold,
                Math.max(threshold, policy.foreignThreshold()),
                0,
                Objects.requireNonNullElse(rule.policy().minimumWords(), policy.minimumWords()),
                policy.alertOnConflict(),
                1);
    }

    /** All matches with new ranks, of which one at most alerts. */
    private static List<Match> inOrder(@Nullable Match alerting, List<Match> usual, List<Match> byOtherRules) {
        List<Match> all = new ArrayList<>();
        if (alerting == null) {
            all.addAll(usual);
        } else {
            all.add(alerting);
            for (Match match : usual) {
                if (!match.debunk().id().equals(alerting.debunk().id())) {
                    all.add(match.outcome() == Outcome.ALERT ? with(match, match.rank(), Outcome.NOT_BEST) : match);
                }
            }
        }
        all.addAll(byOtherRules);
        List<Match> ranked = new ArrayList<>();
        for (Match match : all) {
            ranked.add(with(match, ranked.size() + 1, match.outcome()));
        }
        return ranked;
    }

    private static Match withRule(Match match, MetRule met) {
        return new Match(
                match.debunk(),
                match.twins(),
                match.rank(),
                match.score(),
                match.about(),
                match.stance(),
                match.outcome(),
                Objects.requireNonNull(match.explanation()).withRule(met),
                match.features());
    }

    private static Match with(Match match, int rank, Outcome outcome) {
        return new Match(
                match.debunk(),
                match.twins(),
                rank,
                match.score(),
                match.about(),
                match.stance(),
                outcome,
                match.explanation(),
                match.features());
    }
}
