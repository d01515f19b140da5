package dev.canard.indexer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.indexer.match.AboutModel;
import dev.canard.indexer.match.BoostedTrees;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.training.LinearModelFit.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoostedTreesFitTest {

    private static final List<String> NAMES = List.of("x", "y", "noise1", "noise2", "noise3", "noise4");

    @Test
    void fit_bothOrNeither_isLearntWhereALineCannot() {
        // given
        List<Example> examples = bothOrNeither(600);
        LinearModel linear = LinearModelFit.logistic(NAMES, examples, 1e-3);

        // when
        AboutModel model = new AboutModel(linear, BoostedTreesFit.fit(linear, NAMES, examples));

        // then
        assertThat(AboutModel.of(linear).probability(features(.9, .9))).isBetween(.35, .65);
        assertThat(model.probability(features(.9, .9))).isGreaterThan(.9);
        assertThat(model.probability(features(.1, .1))).isGreaterThan(.9);
        assertThat(model.probability(features(.9, .1))).isLessThan(.1);
        assertThat(model.probability(features(.1, .9))).isLessThan(.1);
    }

    @Test
    void fit_sameExamples_givesTheSameTrees() {
        List<Example> examples = bothOrNeither(200);
        LinearModel linear = LinearModelFit.logistic(NAMES, examples, 1e-3);

        BoostedTrees once = BoostedTreesFit.fit(linear, NAMES, examples);

        assertThat(BoostedTreesFit.fit(linear, NAMES, examples)).isEqualTo(once);
    }

    @Test
    void fit_fewExamples_leavesTheLineAsItIs() {
        SplittableRandom random = new SplittableRandom(7);
        List<Example> examples = List.of(example(random, 1, 0, true), example(random, 0, 1, false));
        LinearModel linear = LinearModelFit.logistic(NAMES, examples, 1e-3);

        AboutModel model = new AboutModel(linear, BoostedTreesFit.fit(linear, NAMES, examples));

        assertThat(model.probability(features(1, 0))).isGreaterThan(.5);
        assertThat(model.probability(features(0, 1))).isLessThan(.5);
    }

    private static List<Example> bothOrNeither(int count) {
        SplittableRandom random = new SplittableRandom(7);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            examples.add(example(random, x, y, x > .5 == y > .5));
        }
        return examples;
    }

    private static Map<String, Double> features(double x, double y) {
        return Map.of("x", x, "y", y, "noise1", .5, "noise2", .5, "noise3", .5, "noise4", .5);
    }

    private static Example example(SplittableRandom random, double x, double y, boolean positive) {
        double[] features = random.doubles(NAMES.size()).toArray();
        features[0] = x;
        features[1] = y;
        return new Example(features, positive, 1);
    }
}
