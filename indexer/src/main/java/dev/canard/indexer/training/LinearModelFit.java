package dev.canard.indexer.training;

import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.training.ConditionalLogit.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

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
    record Choice(double[][] features, boolean[] relevant, double weight) {

        /** Each of the right ones was chosen as often as the others. */
        Group group(UnaryOperator<double[]> scale) {
            int right = 0;
            for (boolean is : relevant) {
                right += is ? 1 : 0;
            }
            double[] chosen = new double[relevant.length];
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = relevant[i] ? 1.0 / right : 0;
            }
            return new Group(Arrays.stream(features).map(scale).toArray(double[][]::new), chosen, weight);
        }
    }

    /** Something that is so or not. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Example(double[] features, boolean positive, double weight) {}

    /** A ranker; its intercept is 0. */
    static LinearModel ranker(List<String> names, List<Choice> choices, double l2) {
        Scale scale = Scale.of(names, choices.stream().flatMap(choice -> Arrays.stream(choice.features)));
        List<Group> groups =
                choices.stream().map(choice -> choice.group(scale::apply)).toList();
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
}
