package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamWTest {

    @Test
    void step_first_movesEachWeightByTheLearningRate() {
        float[] weights = {1, 1, 1};

        new AdamW(3, 0).step(weights, new float[] {.001f, -50, 0}, 1, .1f);

        assertThat(weights).containsExactly(new float[] {.9f, 1.1f, 1}, within(1e-4f));
    }

    @Test
    void step_decay_shrinksWeightsWithoutGradient() {
        float[] weights = {2};

        new AdamW(1, .5f).step(weights, new float[] {0}, 1, .1f);

        assertThat(weights[0]).isEqualTo(1.9f, within(1e-6f));
    }

    @Test
    void step_often_findsTheMinimum() {
        float[] weights = {5};
        AdamW optimizer = new AdamW(1, 0);

        for (int i = 0; i < 2_000; i++) {
            optimizer.step(weights, new float[] {2 * (weights[0] - 3)}, 1, .02f);
        }

        assertThat(weights[0]).isEqualTo(3, within(.01f));
    }
}
