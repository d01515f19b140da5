package dev.canard.indexer.match;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A linear model whose weights depend on the post: where its words are those of a debunk they tell more than where it retells.
 *
 * @param base the weights for a post of average nearness
 * @param changes how they change, by what they change with
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1993.tb01939.x">Hastie and Tibshirani, Varying-Coefficient Models</a>
 */
public record RankerModel(LinearModel base, Map<Nearness, Change> changes) {

    /** @throws IllegalArgumentException if the weight of a feature changes that has none */
    public RankerModel {
        // In one order, so that sums are the same to the last digit.
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
        for (Change change : changes.values()) {
            if (!base.terms().keySet().containsAll(change.weights.keySet())) {
                throw new IllegalArgumentException("only weights that there are can change");
            }
        }
    }

    /**
     * How weights change with a nearness.
     *
     * @param mean of the nearness in the training data
     * @param deviation its standard deviation in the training data, above 0
     * @param weights what one deviation adds to the weight of each feature
     */
    public record Change(double mean, double deviation, Map<String, Double> weights) {

        public Change {
            if (!(deviation > 0) || !Double.isFinite(mean + deviation)) {
                throw new IllegalArgumentException("a mean must be finite and a deviation above 0");
            }
            weights = Map.copyOf(weights);
        }
    }

    /** The same weights for each post. */
    public static RankerModel of(LinearModel model) {
        return new RankerModel(model, Map.of());
    }

    /**
     * The model for one post.
     *
     * @param candidates the features of each candidate, by name
     * @throws IllegalArgumentException if one is missing
     */
    public LinearModel forPost(Collection<Map<String, Double>> candidates) {
        Map<String, LinearModel.Term> terms = new HashMap<>(base.terms());
        changes.forEach((nearness, change) -> {
            double deviations = (nearness.of(candidates) - change.mean) / change.deviation;
            change.weights.forEach(
                    (feature, weight) -> terms.computeIfPresent(feature, (_, term) -> term.plus(deviations * weight)));
        });
        return new LinearModel(base.intercept(), terms);
    }
}
