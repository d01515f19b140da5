package dev.canard.indexer.match;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A weighted sum of standardised features.
 *
 * @param intercept what is added to the sum
 * @param terms by name of the feature
 */
public record LinearModel(double intercept, Map<String, Term> terms) {

    public LinearModel {
        // In one order, so that sums are the same to the last digit.
        terms = Collections.unmodifiableMap(new TreeMap<>(terms));
    }

    /**
     * How one feature counts.
     *
     * @param mean its mean in the training data
     * @param deviation its standard deviation in the training data, above 0
     * @param weight what one deviation adds
     */
    public record Term(double mean, double deviation, double weight) {

        public Term {
            if (!(deviation > 0) || !Double.isFinite(mean + deviation + weight)) {
                throw new IllegalArgumentException("a weight must be finite and a deviation above 0");
            }
        }

        /** The same, counting more by some weight. */
        Term plus(double more) {
            return new Term(mean, deviation, weight + more);
        }

        double of(double value) {
            return weight * (value - mean) / deviation;
        }
    }

    /**
     * The sum for these features.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public double score(Map<String, Double> features) {
        double sum = intercept;
        for (Map.Entry<String, Term> term : terms.entrySet()) {
            Double value = features.get(term.getKey());
            if (value == null) {
                throw new IllegalArgumentException("the model needs the feature " + term.getKey());
            }
            sum += term.getValue().of(value);
        }
        return sum;
    }

    /** The sum as a probability, 0 to 1. */
    public double probability(Map<String, Double> features) {
        return 1 / (1 + Math.exp(-score(features)));
    }
}
