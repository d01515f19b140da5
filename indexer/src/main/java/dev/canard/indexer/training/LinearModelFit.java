package dev.canard.indexer.training;

import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.training.ConditionalLogit.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Fits {@link LinearModel}s to named features. */
final class LinearModelFit {

    private LinearModelFit() {}

    /**
     * Candidates of one post of which some are right.
     *
     * @param features of each candidate, in the order of their names
     * @param relevant whether each is right; at least one is
     * @param weight how much the post counts
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Choice(double[][] features, boolean[] relevant, double weight) {}

    /** Something that is so or not. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Example(double[] features, boolean positive, double weight) {}

    /** A ranker; its intercept is 0. */
    static LinearModel ranker(List<String> names, List<Choice> choices, double l2) {
        Scale scale = Scale.of(names, choices.stream().flatMap(choice -> Arrays.stream(choice.features)));
        List<Group> groups = new ArrayList<>();
        for (Choice choice : choices) {
            int right = 0;
            for (boolean relevant : choice.relevant) {
                right += relevant ? 1 : 0;
            }
            double[] chosen = new double[choice.relevant.length];
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = choice.relevant[i] ? 1.0 / right : 0;
            }
            groups.add(new Group(
                    Arrays.stream(choice.features).map(scale::apply).toArray(double[][]::new), chosen, choice.weight));
        }
        return scale.model(ConditionalLogit.fit(groups, names.size(), l2), 0);
    }

    /** A logistic regression. */
    static LinearModel logistic(List<String> names, List<Example> examples, double l2) {
        Scale scale = Scale.of(names, examples.stream().map(Example::features));
        int features = names.size();
        List<Group> groups = new ArrayList<>();
        for (Example example : examples) {
            double[] option = Arrays.copyOf(scale.apply(example.features), features + 1);
            option[features] = 1;
            groups.add(new Group(
                    new double[][] {option, new double[features + 1]},
                    example.positive ? new double[] {1, 0} : new double[] {0, 1},
                    example.weight));
        }
        double[] weights = ConditionalLogit.fit(groups, features + 1, l2);
        return scale.model(weights, weights[features]);
    }

    /** Mean and deviation of each feature. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Scale(List<String> names, double[] means, double[] deviations) {

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
}
