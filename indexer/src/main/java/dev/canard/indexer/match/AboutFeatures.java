package dev.canard.indexer.match;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** By what one tells whether a post is about its first candidate: how far this one is ahead, and its own features. */
public final class AboutFeatures {

    /** The score of the first candidate. */
    public static final String SCORE = "score";

    /** The score minus the best of the others. */
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
     * The features. Of few candidates, the first would be ahead of nothing: places up to the tenth that are empty count as candidates with
     * the score 0, which is that of an average one.
     *
     * @param ranked the candidates, best first; at least one
     * @param postTerms how many terms the post has
     */
    public static Map<String, Double> of(List<RankedDebunk> ranked, int postTerms) {
        RankedDebunk first = ranked.getFirst();
        double score = first.score();
        double[] others = Arrays.copyOf(
                ranked.stream().skip(1).mapToDouble(RankedDebunk::score).toArray(),
                Math.max(LEADERS, ranked.size()) - 1);
        double leaders = score + Arrays.stream(others).limit(LEADERS - 1).sum();
        double odds =
                Arrays.stream(others).map(other -> Math.exp(other - score)).sum();
        Map<String, Double> features = new LinkedHashMap<>(first.features());
        features.put(SCORE, score);
        features.put(GAP, score - Arrays.stream(others).max().orElseThrow());
        features.put(LEAD, score - leaders / LEADERS);
        features.put(SHARE, 1 / (1 + odds));
        features.put(LENGTH, Math.log1p(postTerms));
        return features;
    }
}
