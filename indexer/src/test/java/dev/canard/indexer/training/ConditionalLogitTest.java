package dev.canard.indexer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.canard.indexer.training.ConditionalLogit.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConditionalLogitTest {

    @Test
    void fit_givesTheLogOdds_ofASingleConstant() {
        // Three of four times the option with the constant is chosen: its weight is log(3).
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            groups.add(group(new double[][] {{1}, {0}}, i == 0 ? 1 : 0));
        }

        assertThat(ConditionalLogit.fit(groups, 1, 1e-9)[0]).isCloseTo(Math.log(3), within(1e-6));
    }

    @Test
    void fit_countsGroupsByWeight() {
        List<Group> groups = List.of(
                new Group(new double[][] {{1}, {0}}, new double[] {1, 0}, 3),
                new Group(new double[][] {{1}, {0}}, new double[] {0, 1}, 1));

        assertThat(ConditionalLogit.fit(groups, 1, 1e-9)[0]).isCloseTo(Math.log(3), within(1e-6));
    }

    @Test
    void fit_findsTheWeights_thatMadeTheChoices() {
        Random random = new Random(7);
        double[] truth = {2, -1, 0};
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            double[][] options = new double[5][3];
            int best = 0;
            double bestUtility = Double.NEGATIVE_INFINITY;
            for (int o = 0; o < options.length; o++) {
                double utility = -Math.log(-Math.log(random.nextDouble()));
                for (int f = 0; f < truth.length; f++) {
                    options[o][f] = random.nextGaussian();
                    utility += truth[f] * options[o][f];
                }
                if (utility > bestUtility) {
                    bestUtility = utility;
                    best = o;
                }
            }
            groups.add(group(options, best));
        }

        double[] fitted = ConditionalLogit.fit(groups, 3, 1e-6);

        assertThat(fitted).containsExactly(truth, within(.15));
    }

    @Test
    void fit_endsWhereEveryStepMakesTheLossLarger() {
        Random random = new Random(3);
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            groups.add(group(new double[][] {{random.nextDouble(), 1}, {random.nextDouble(), 1}}, i % 2));
        }

        double[] fitted = ConditionalLogit.fit(groups, 2, .01);

        double loss = ConditionalLogit.loss(groups, fitted, .01);
        for (int f = 0; f < 2; f++) {
            for (double step : new double[] {-.01, .01}) {
                double[] moved = fitted.clone();
                moved[f] += step;
                assertThat(ConditionalLogit.loss(groups, moved, .01)).isGreaterThan(loss);
            }
        }
    }

    @Test
    void fit_staysFinite_whereAFeatureSeparatesAll() {
        List<Group> groups = List.of(group(new double[][] {{100}, {0}}, 0), group(new double[][] {{50}, {0}}, 0));

        assertThat(ConditionalLogit.fit(groups, 1, 1e-3)[0]).isFinite().isPositive();
    }

    private static Group group(double[][] options, int chosen) {
        double[] choice = new double[options.length];
        choice[chosen] = 1;
        return new Group(options, choice, 1);
    }
}
