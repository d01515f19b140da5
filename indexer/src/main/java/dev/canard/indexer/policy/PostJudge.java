package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.Claim;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Explanation;
import dev.canard.event.JudgedBy;
import dev.canard.event.Match;
import dev.canard.event.Match.Outcome;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.event.Stance;
import dev.canard.event.Verdict;
import dev.canard.indexer.match.Explainer;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.match.Reranker;
import dev.canard.indexer.stance.ClosestClaim;
import dev.canard.indexer.stance.Relation;
import dev.canard.indexer.stance.RelationEstimator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a post's candidates.
 *
 * <p>Only the best candidate whose verdict the policy alerts on can alert, and only if all of this holds: the post is probably
 * about its claim, no better candidate holds the claim for true, spreading is the likeliest stance, and P(about) × P(spreads) reaches the threshold.
 * Whatever is probable but does not alert stays visible as a match.
 */
public final class PostJudge {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}'’-]*+");

    private final MatchPolicy policy;
    private final RelationEstimator relations;
    private final Predicate<String> languages;
    private final Explainer explainer;
    private final String model;

    /**
     * @param policy what alerts
     * @param relations how a post stands to a debunk
     * @param models what made the rankings
     * @param languages whether the encoders know a language, given its BCP 47 tag
     */
    public PostJudge(MatchPolicy policy, RelationEstimator relations, MatchModels models, Predicate<String> languages) {
        this.languages = languages;
        this.policy = policy;
        this.relations = relations;
        this.explainer = new Explainer(models);
        this.model = models.id() + "+" + relations.version();
    }

    /** Judges a post by its candidates. */
    public Judgement judge(Ranking ranking, Instant at) {
        PostClaims post = ranking.post().claims();
        String language = post.language();
        double threshold =
                language == null || languages.test(language) ? policy.threshold() : policy.foreignThreshold();
        JudgedBy judgedBy = new JudgedBy(ranking.indexOffset(), model, policy.id(), threshold);
        List<RankedDebunk> debunks = ranking.debunks();
        if (debunks.isEmpty()) {
            return new Judgement(new PostMatches(post.post(), List.of(), judgedBy), null);
        }
        int candidate = candidate(debunks);
        List<Match> matches = new ArrayList<>();
        Alert alert = null;
        for (int i = 0; i < Math.min(debunks.size(), Math.max(policy.candidates(), candidate + 1)); i++) {
            RankedDebunk debunk = debunks.get(i);
            Relation relation = (i == 0 || i == candidate) && debunk.about() >= policy.minimumAbout()
                    ? relations.relate(ranking.post(), debunk)
                    : null;
            if (i != 0 && i != candidate) {
                matches.add(match(debunk, i + 1, null, Outcome.NOT_BEST));
            } else if (relation == null) {
                matches.add(match(debunk, i + 1, null, Outcome.BELOW_THRESHOLD));
            } else {
                Claim claim = ClosestClaim.of(ranking.post(), debunk.debunk()).orElse(null);
                Outcome outcome = outcome(post, debunk, relation, claim, threshold);
                Explanation explanation = explainer.explain(ranking.post(), debunk, probability(relation) - threshold);
                Match match = match(debunk, i + 1, new Looked(relation, explanation), outcome);
                matches.add(match);
                if (outcome == Outcome.ALERT && claim != null) {
                    alert = alert(post.post(), claim, match, relation, explanation, judgedBy, at);
                }
            }
        }
        return new Judgement(new PostMatches(post.post(), matches, judgedBy), alert);
    }

    /** What a closer look at a candidate gave. */
    private record Looked(Relation relation, Explanation explanation) {}

    /**
     * The place of the candidate that may alert: the first one with a verdict that the policy alerts on. One without a usable
     * verdict never hides it, while one that holds the claim for true does: then the first is all that counts.
     */
    private int candidate(List<RankedDebunk> debunks) {
        for (int i = 0; i < Math.min(debunks.size(), Reranker.READ); i++) {
            Verdict verdict = debunks.get(i).debunk().rating().verdict();
            if (policy.verdicts().contains(verdict)) {
                return i;
            }
            if (verdict == Verdict.TRUE || verdict == Verdict.MOSTLY_TRUE) {
                return 0;
            }
        }
        return 0;
    }

    private Outcome outcome(
            PostClaims post, RankedDebunk best, Relation relation, @Nullable Claim claim, double threshold) {
        if (!policy.verdicts().contains(best.debunk().rating().verdict())) {
            return Outcome.VERDICT_NOT_ALERTED;
        }
        if (relation.stance().likeliest() != Stance.SPREADS) {
            return Outcome.STANCE_NOT_ALERTED;
        }
        boolean says = claim != null
                && WORD.matcher(post.post().clean().value())
                                .results()
                                .limit(policy.minimumWords())
                                .count()
                        >= policy.minimumWords();
        return says && probability(relation) >= threshold ? Outcome.ALERT : Outcome.BELOW_THRESHOLD;
    }

    private static double probability(Relation relation) {
        return relation.about() * relation.stance().of(Stance.SPREADS);
    }

    private static Match match(RankedDebunk ranked, int rank, @Nullable Looked looked, Outcome outcome) {
        return new Match(
                DebunkSummary.of(ranked.debunk()),
                ranked.twins(),
                rank,
                ranked.score(),
                about(ranked, looked),
                looked == null ? null : looked.relation.stance(),
                outcome,
                looked == null ? null : looked.explanation,
                ranked.features());
    }

    /** Of the candidates that the cross-encoder has read, also of those that could not alert. */
    private static @Nullable Double about(RankedDebunk ranked, @Nullable Looked looked) {
        if (looked != null) {
            return looked.relation.about();
        }
        return ranked.reading() == null ? null : ranked.about();
    }

    private static Alert alert(
            Post post,
            Claim claim,
            Match match,
            Relation relation,
            Explanation explanation,
            JudgedBy judgedBy,
            Instant at) {
        return new Alert(
                Alert.idOf(post.id(), match.debunk().id()),
                1,
                Alert.Status.OPEN,
                null,
                post,
                claim,
                match.debunk(),
                probability(relation),
                relation.about(),
                relation.stance(),
                explanation,
                match.features(),
                judgedBy,
                at);
    }
}
