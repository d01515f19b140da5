package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.Claim;
import dev.canard.event.DebunkSummary;
import dev.canard.event.JudgedBy;
import dev.canard.event.Match;
import dev.canard.event.Match.Outcome;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.stance.ClosestClaim;
import dev.canard.indexer.stance.Relation;
import dev.canard.indexer.stance.RelationEstimator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a post's candidates.
 *
 * <p>Only the best candidate can alert, and only if all of this holds: the post is probably about its claim, its verdict is
 * one that the policy alerts on, spreading is the likeliest stance, and P(about) × P(spreads) reaches the threshold.
 * Whatever is probable but does not alert stays visible as a match.
 */
public final class PostJudge {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}'’-]*+");

    private final MatchPolicy policy;
    private final RelationEstimator relations;
    private final String model;

    /**
     * @param policy what alerts
     * @param relations how a post stands to a debunk
     * @param rankingModel version of the models that made the rankings
     */
    public PostJudge(MatchPolicy policy, RelationEstimator relations, String rankingModel) {
        this.policy = policy;
        this.relations = relations;
        this.model = rankingModel + "+" + relations.version();
    }

    /** Judges a post by its candidates. */
    public Judgement judge(Ranking ranking, Instant at) {
        PostClaims post = ranking.post().claims();
        JudgedBy judgedBy = new JudgedBy(ranking.indexOffset(), model, policy.id(), policy.threshold());
        List<RankedDebunk> debunks = ranking.debunks();
        if (debunks.isEmpty()) {
            return new Judgement(new PostMatches(post.post(), List.of(), judgedBy), null);
        }
        RankedDebunk best = debunks.getFirst();
        Relation relation = ranking.about() < policy.minimumAbout() ? null : relations.relate(ranking);
        Claim claim = ClosestClaim.of(ranking.post(), best.debunk()).orElse(null);
        Outcome outcome = outcome(post, best, relation, claim);
        List<Match> matches = new ArrayList<>();
        matches.add(
                relation == null
                        ? match(best, 1, ranking.about(), null, outcome)
                        : match(best, 1, relation.about(), relation.stance(), outcome));
        for (int i = 1; i < Math.min(debunks.size(), policy.candidates()); i++) {
            matches.add(match(debunks.get(i), i + 1, null, null, Outcome.NOT_BEST));
        }
        return new Judgement(
                new PostMatches(post.post(), matches, judgedBy),
                outcome == Outcome.ALERT && relation != null && claim != null
                        ? alert(post.post(), claim, matches.getFirst(), relation, judgedBy, at)
                        : null);
    }

    private Outcome outcome(PostClaims post, RankedDebunk best, @Nullable Relation relation, @Nullable Claim claim) {
        if (relation == null) {
            return Outcome.BELOW_THRESHOLD;
        }
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
        return says && probability(relation) >= policy.threshold() ? Outcome.ALERT : Outcome.BELOW_THRESHOLD;
    }

    private static double probability(Relation relation) {
        return relation.about() * relation.stance().of(Stance.SPREADS);
    }

    private static Match match(
            RankedDebunk ranked, int rank, @Nullable Double about, @Nullable StanceEstimate stance, Outcome outcome) {
        return new Match(
                DebunkSummary.of(ranked.debunk()),
                ranked.twins(),
                rank,
                ranked.score(),
                about,
                stance,
                outcome,
                ranked.features());
    }

    private static Alert alert(Post post, Claim claim, Match match, Relation relation, JudgedBy judgedBy, Instant at) {
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
                match.features(),
                judgedBy,
                at);
    }
}
