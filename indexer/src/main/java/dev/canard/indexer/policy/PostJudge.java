package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.Claim;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Explanation;
import dev.canard.event.JudgedBy;
import dev.canard.event.Match;
import dev.canard.event.Match.Outcome;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.event.Verdict;
import dev.canard.indexer.match.Explainer;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.match.Reranker;
import dev.canard.indexer.match.SameClaim;
import dev.canard.indexer.stance.ClosestClaim;
import dev.canard.indexer.stance.StanceEstimator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a post's candidates.
 *
 * <p>Only the best candidate whose verdict the policy alerts on can alert, and only if all of this holds: the post is probably
 * about its claim, it holds for the day of the post, no better candidate and no other review of the same claim
 * that holds for that day takes the claim for true, spreading is the likeliest stance, and P(about) × P(spreads) reaches the threshold.
 * Whatever is probable but does not alert stays visible as a match.
 */
public final class PostJudge {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}'’-]*+");

    private final MatchPolicy policy;
    private final StanceEstimator stances;
    private final Predicate<String> languages;
    private final Explainer explainer;
    private final String model;

    /**
     * @param policy what alerts
     * @param stances how a post stands to a debunk
     * @param models what made the rankings
     * @param languages whether the encoders know a language, given its BCP 47 tag
     */
    public PostJudge(MatchPolicy policy, StanceEstimator stances, MatchModels models, Predicate<String> languages) {
        this.languages = languages;
        this.policy = policy;
        this.stances = stances;
        this.explainer = new Explainer(models);
        this.model = models.id() + "+" + stances.version();
    }

    /** Judges a post by its candidates. */
    public Judgement judge(Ranking ranking, Instant at) {
        return judge(ranking, new IdentityHashMap<>(), at);
    }

    /** @param known how the post stands to candidates, as far as other policies have asked; gets what this one asks */
    Judgement judge(Ranking ranking, IdentityHashMap<RankedDebunk, StanceEstimate> known, Instant at) {
        return judge(ranking, ranking.debunks(), known, at);
    }

    /** @param reviews among which others of the same claim are looked for, best first */
    Judgement judge(
            Ranking ranking,
            List<RankedDebunk> reviews,
            IdentityHashMap<RankedDebunk, StanceEstimate> known,
            Instant at) {
        PostClaims post = ranking.post().claims();
        String language = post.language();
        double threshold =
                language == null || languages.test(language) ? policy.threshold() : policy.foreignThreshold();
        JudgedBy judgedBy = new JudgedBy(ranking.indexOffset(), model, policy.id(), threshold);
        List<RankedDebunk> debunks = ranking.debunks();
        if (debunks.isEmpty()) {
            return new Judgement(new PostMatches(post.post(), List.of(), judgedBy), null);
        }
        int candidate = candidate(debunks, post.post().createdAt());
        List<Match> matches = new ArrayList<>();
        Alert alert = null;
        for (int i = 0; i < Math.min(debunks.size(), Math.max(policy.candidates(), candidate + 1)); i++) {
            RankedDebunk debunk = debunks.get(i);
            StanceEstimate stance = (i == 0 || i == candidate) && debunk.about() >= policy.minimumAbout()
                    ? known.computeIfAbsent(debunk, asked -> stances.estimate(post, asked.debunk()))
                    : null;
            if (i != 0 && i != candidate) {
                matches.add(match(debunk, i + 1, null, Outcome.NOT_BEST));
            } else if (stance == null) {
                matches.add(match(debunk, i + 1, null, Outcome.BELOW_THRESHOLD));
            } else {
                Claim claim = ClosestClaim.of(ranking.post(), debunk.debunk()).orElse(null);
                List<Debunk> others = otherReviews(reviews, debunk);
                Outcome outcome = outcome(post, debunk, others, stance, claim, threshold);
                Explanation explanation =
                        explainer.explain(ranking.post(), debunk, probability(debunk, stance) - threshold);
                Looked looked = new Looked(stance, explanation);
                Match match = match(debunk, i + 1, looked, outcome);
                matches.add(match);
                if (outcome == Outcome.ALERT && claim != null) {
                    alert = alert(post.post(), claim, debunk, match, others, judgedBy, looked, at);
                }
            }
        }
        return new Judgement(new PostMatches(post.post(), matches, judgedBy), alert);
    }

    /** What a closer look at a candidate gave. */
    private record Looked(StanceEstimate stance, Explanation explanation) {}

    /**
     * The place of the candidate that may alert: the first one with a verdict that the policy alerts on that holds for a post of that time. One
     * without a usable verdict never hides it, while one that holds the claim for true does: then the first is all that counts.
     */
    private int candidate(List<RankedDebunk> debunks, Instant written) {
        for (int i = 0; i < Math.min(debunks.size(), Reranker.READ); i++) {
            Debunk debunk = debunks.get(i).debunk();
            if (!holds(debunk, written)) {
                continue;
            }
            Verdict verdict = debunk.rating().verdict();
            if (policy.verdicts().contains(verdict)) {
                return i;
            }
            if (saysTrue(debunk)) {
                return policy.alertOnConflict() ? rival(debunks, debunk, written) : 0;
            }
        }
        return 0;
    }

    /** The place of the first candidate that may alert on the claim that a debunk found to be true; 0 if there is none. */
    private int rival(List<RankedDebunk> debunks, Debunk saysTrue, Instant written) {
        for (int i = 0; i < Math.min(debunks.size(), Reranker.READ); i++) {
            Debunk debunk = debunks.get(i).debunk();
            if (policy.verdicts().contains(debunk.rating().verdict())
                    && holds(debunk, written)
                    && SameClaim.test(debunk, saysTrue)) {
                return i;
            }
        }
        return 0;
    }

    /** Of the candidates that are looked at, the others that check the same claim and reached a verdict. */
    private static List<Debunk> otherReviews(List<RankedDebunk> reviews, RankedDebunk reviewed) {
        return reviews.stream()
                .limit(Reranker.READ)
                .filter(other -> !other.debunk().id().equals(reviewed.debunk().id()))
                .map(RankedDebunk::debunk)
                .filter(other ->
                        other.rating().verdict() != Verdict.UNKNOWN && SameClaim.test(other, reviewed.debunk()))
                .toList();
    }

    private static boolean saysTrue(Debunk debunk) {
        Verdict verdict = debunk.rating().verdict();
        return verdict == Verdict.TRUE || verdict == Verdict.MOSTLY_TRUE;
    }

    private Outcome outcome(
            PostClaims post,
            RankedDebunk best,
            List<Debunk> others,
            StanceEstimate stance,
            @Nullable Claim claim,
            double threshold) {
        if (!policy.verdicts().contains(best.debunk().rating().verdict())) {
            return Outcome.VERDICT_NOT_ALERTED;
        }
        if (!holds(best.debunk(), post.post().createdAt())) {
            return Outcome.NOT_VALID;
        }
        if (!policy.alertOnConflict()
                && others.stream()
                        .anyMatch(other ->
                                saysTrue(other) && holds(other, post.post().createdAt()))) {
            return Outcome.VERDICTS_CONFLICT;
        }
        if (stance.likeliest() != Stance.SPREADS) {
            return Outcome.STANCE_NOT_ALERTED;
        }
        boolean says = claim != null
                && WORD.matcher(post.post().clean().value())
                                .results()
                                .limit(policy.minimumWords())
                                .count()
                        >= policy.minimumWords();
        return says && probability(best, stance) >= threshold ? Outcome.ALERT : Outcome.BELOW_THRESHOLD;
    }

    private static boolean holds(Debunk debunk, Instant written) {
        return debunk.validity() == null || debunk.validity().holdsAt(written);
    }

    private static double probability(RankedDebunk debunk, StanceEstimate stance) {
        return debunk.about() * stance.of(Stance.SPREADS);
    }

    private static Match match(RankedDebunk ranked, int rank, @Nullable Looked looked, Outcome outcome) {
        return new Match(
                DebunkSummary.of(ranked.debunk()),
                ranked.twins(),
                rank,
                ranked.score(),
                about(ranked, looked),
                looked == null ? null : looked.stance,
                outcome,
                looked == null ? null : looked.explanation,
                ranked.features());
    }

    /** Of the candidates that the ranking has read beside the post, also of those that could not alert. */
    private static @Nullable Double about(RankedDebunk ranked, @Nullable Looked looked) {
        return looked == null && ranked.reading() == null ? null : ranked.about();
    }

    private static Alert alert(
            Post post,
            Claim claim,
            RankedDebunk debunk,
            Match match,
            List<Debunk> others,
            JudgedBy judgedBy,
            Looked looked,
            Instant at) {
        return new Alert(
                Alert.idOf(post.id(), match.debunk().id()),
                1,
                Alert.Status.OPEN,
                null,
                post,
                claim,
                match.debunk(),
                others.stream().map(DebunkSummary::of).toList(),
                probability(debunk, looked.stance),
                debunk.about(),
                looked.stance,
                looked.explanation,
                match.features(),
                judgedBy,
                at);
    }
}
