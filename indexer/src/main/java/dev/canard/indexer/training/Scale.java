package dev.canard.indexer.training;

import dev.canard.indexer.match.LinearModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Mean and deviation of each feature. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Scale(List<String> names, double[] means, double[] deviations) {

    /** A feature that hardly varies is left as it is. */
    private static final double SMALLEST_DEVIATION = 1e-6;

    static Scale of(List<String> names, Stream<double[]> examples) {
        double[] sums = new double[names.size()];
        double[] squares = new double[names.size()];
        double n = examples.peek(example -> {
                    for (int f = 0; f < sums.length; f++) {
                        sums[f] += example[f];
                        squares[f] += example[f] * example[f];
                    }
                })
                .mapToInt(_ -> 1)
                .sum();
        double[] means = new double[sums.length];
        double[] deviations = new double[sums.length];
        for (int f = 0; f < sums.length; f++) {
            means[f] = sums[f] / n;
            double deviation = Math.sqrt(Math.max(0, squares[f] / n - means[f] * means[f]));
            deviations[f] = deviation < SMALLEST_DEVIATION ? 1 : deviation;
        }
        return new Scale(names, means, deviations);
    }

    double[] apply(double[] features) {
        double[] scaled = new double[features.length];
        for (int f = 0; f < scaled.length; f++) {
            scaled[f] = (features[f] - means[f]) / deviations[f];
        }
        return scaled;
    }

    LinearModel model(double[] weights, double intercept) {
        Map<String, LinearModel.Term> terms = new TreeMap<>();
        for (int f = 0; f < names.size(); f++) {
            terms.put(names.get(f), new LinearModel.Term(means[f], deviations[f], weights[f]));
        }
        return new LinearModel(intercept, terms);
    }
}
