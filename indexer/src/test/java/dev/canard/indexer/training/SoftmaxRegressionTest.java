package dev.canard.indexer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoftmaxRegressionTest {

    @Test
    void fit_withoutFeatures_learnsTheShares() {
        float[][] rows = new float[10][0];
        int[] labels = {0, 0, 0, 0, 0, 1, 1, 1, 2, 2};

        double[][] weights = new SoftmaxRegression(.1, 100).fit(rows, labels, 3, (_, _) -> {});

        assertThat(weights[0][0] - weights[1][0]).isEqualTo(Math.log(5.0 / 3), within(1e-3));
        assertThat(weights[1][0] - weights[2][0]).isEqualTo(Math.log(3.0 / 2), within(1e-3));
    }

    @Test
    void fit_drawnFromAModel_findsItAgain() {
        // given: two classes whose log odds are 1 + 2x - 3y
        Random random = new Random(5);
        int n = 20_000;
        float[][] rows = new float[n][2];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            rows[i][0] = (float) random.nextGaussian();
            rows[i][1] = (float) random.nextGaussian();
            double odds = 1 + 2 * rows[i][0] - 3 * rows[i][1];
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
        }

        // when
        double[][] weights = new SoftmaxRegression(1e-6, 200).fit(rows, labels, 2, (_, _) -> {});

        // then
        assertThat(weights[1][0] - weights[0][0]).isEqualTo(2, within(.15));
        assertThat(weights[1][1] - weights[0][1]).isEqualTo(-3, within(.15));
        assertThat(weights[1][2] - weights[0][2]).isEqualTo(1, within(.15));
    }

    @Test
    void fit_largerPenalty_givesSmallerWeights() {
        float[][] rows = {{-1}, {-.5f}, {.5f}, {1}};
        int[] labels = {0, 0, 1, 1};

        double loose = new SoftmaxRegression(.001, 100).fit(rows, labels, 2, (_, _) -> {})[1][0];
        double tight = new SoftmaxRegression(1, 100).fit(rows, labels, 2, (_, _) -> {})[1][0];

        assertThat(tight).isPositive().isLessThan(loose / 5);
    }

    @Test
    void fit_always_reportsAFallingLoss() {
        List<Double> losses = new ArrayList<>();

        new SoftmaxRegression(.01, 50)
                .fit(new float[][] {{-1}, {1}}, new int[] {0, 1}, 2, (_, loss) -> losses.add(loss));

        assertThat(losses.getFirst()).isEqualTo(Math.log(2), within(1e-9));
        assertThat(losses.getLast()).isLessThan(losses.getFirst() / 2);
    }
}
