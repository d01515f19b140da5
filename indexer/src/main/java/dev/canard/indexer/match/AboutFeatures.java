package dev.canard.indexer.match;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** By what one tells whether a post is about its first candidate: how far this one is ahead, and its own features. */
public final class AboutFeatures {

    /** The score of the first candidate. */
    public static final String SCORE = "score";

    /** The score minus that of the second candidate. */
    public static final String GAP = "score-gap";

    /** The score minus the mean of the first ten. */
    public static final String LEAD = "score-lead";

    /** The first candidate's share of the softmax of all scores, 0 to 1. */
    public static final String SHARE = "score-share";

    /** Logarithm of one plus the number of the post's terms. */
    public static final String LENGTH = "post-length";

    private static final int LEADERS = 10;

    private AboutFeatures() {}

    /**
     * The features.
     *
     * @param ranked the candidates, best first; at least one
     * @param postTerms how many terms the post has
     */
    public static Map<String, Double> of(List<RankedDebunk> ranked, int postTerms) {
        RankedDebunk first = ranked.getFirst();
        double second = ranked.size() > 1 ? ranked.get(1).score() : first.score();
        double mean = ranked.stream()
                .limit(LEADERS)
                .mapToDouble(RankedDebunk::score)
                .average()
                .orElse(first.score());
        double all = ranked.stream()
                .mapToDouble(debunk -> Math.exp(debunk.score() - first.score()))
                .sum();
        Map<String, Double> features = new LinkedHashMap<>(first.features());
        features.put(SCORE, first.score());
        features.put(GAP, first.score() - second);
        features.put(LEAD, first.score() - mean);
        features.put(SHARE, 1 / all);
        features.put(LENGTH, Math.log1p(postTerms));
        return features;
    }
}
