package dev.canard.indexer.match;

import java.util.HashMap;
import java.util.Map;

/**
 * How likely a post is about its first candidate, by {@link AboutFeatures}: a logistic regression, and trees that were grown on what it gets
 * wrong.
 */
public record AboutModel(LinearModel linear, BoostedTrees trees) {

    /** A logistic regression alone. */
    public static AboutModel of(LinearModel linear) {
        return new AboutModel(linear, BoostedTrees.NONE);
    }

    /**
     * The probability, 0 to 1.
     *
     * @throws IllegalArgumentException if a feature is missing
     */
    public double probability(Map<String, Double> features) {
        return 1 / (1 + Math.exp(-linear.score(features) - trees.score(features)));
    }

    /** The mean of a feature in the training; 0 of one that is not used. */
    double usual(String feature) {
        LinearModel.Term term = linear.terms().get(feature);
        return term == null ? 0 : term.mean();
    }

    /**
     * What each feature adds to the log odds, compared with the mean of the training.
     *
     * @param features may lack some, as those of a candidate that was not read do: these add nothing, nor do then the trees
     */
    Map<String, Double> contributions(Map<String, Double> features) {
        Map<String, Double> contributions = new HashMap<>();
        if (features.keySet().containsAll(trees.features())) {
            contributions.putAll(trees.contributions(features));
        }
        linear.terms().forEach((name, term) -> {
            Double value = features.get(name);
            if (value != null) {
                contributions.merge(name, term.of(value), Double::sum);
            }
        });
        return contributions;
    }
}
