package dev.canard.indexer.stance;

import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import java.util.List;

/**
 * What a cross-encoder says of a post beside the claims of its first candidates.
 *
 * @param ranked the ranker's score of each, logarithmic, best first
 * @param scores the log-probability of each class for each
 * @param about log-odds that the post is about the claim of each
 */
record Reading(List<Double> ranked, List<double[]> scores, List<Double> about) {

    /** How many candidates are read: each costs as much as a sentence encoder. */
    private static final int CANDIDATES = 3;

    static Reading of(Ranking ranking, CrossEncoder crossEncoder) {
        List<RankedDebunk> first = ranking.debunks().stream().limit(CANDIDATES).toList();
        List<double[]> scores = crossEncoder.score(
                ranking.post().claims().post().clean().value(),
                first.stream().map(ranked -> ranked.debunk().claim()).toList());
        int unrelated = crossEncoder.classes().indexOf(StanceEnsemble.UNRELATED);
        return new Reading(
                first.stream().map(RankedDebunk::score).toList(),
                scores,
                scores.stream()
                        .map(one -> -StanceEnsemble.logOdds(Math.exp(one[unrelated])))
                        .toList());
    }

    /** The place of the candidate whose score and weighted log-odds are highest together, among equals the first. */
    int choose(double weight) {
        int best = 0;
        for (int i = 1; i < ranked.size(); i++) {
            if (ranked.get(i) + weight * about.get(i) > ranked.get(best) + weight * about.get(best)) {
                best = i;
            }
        }
        return best;
    }
}
