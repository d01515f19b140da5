package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizerTest {

    private static final int STEPS = 12;

    @TempDir
    private Path folder;

    @Test
    void resume_stoppedMidway_givesTheWeightsOfATrainingThatWasNot() throws IOException {
        Path kept = folder.resolve("kept");
        Weights whole = weights();
        train(optimizer(whole, STEPS), 0, STEPS);
        Optimizer stopped = optimizer(weights(), STEPS);
        train(stopped, 0, 5);
        stopped.save(kept);
        train(stopped, 5, 7);

        Weights weights = weights();
        Optimizer resumed = optimizer(weights, STEPS);
        int done = resumed.resume(kept);
        train(resumed, done, STEPS);

        assertThat(done).isEqualTo(5);
        assertThat(weights.get("a.weight").values())
                .isEqualTo(whole.get("a.weight").values());
        assertThat(weights.get("embeddings").values()).containsExactly(7);
    }

    @Test
    void resume_nothingKept_beginsAnew() throws IOException {
        assertThat(optimizer(weights(), STEPS).resume(folder.resolve("kept"))).isZero();
    }

    @Test
    void resume_keptByATrainingOfOtherLength_isRefused() throws IOException {
        Path kept = folder.resolve("kept");
        Optimizer stopped = optimizer(weights(), STEPS);
        train(stopped, 0, 5);
        stopped.save(kept);

        assertThatThrownBy(() -> optimizer(weights(), STEPS + 1).resume(kept))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "%s: a run was stopped in a training of 12 steps, this one has 13. Delete the file to begin anew"
                                .formatted(kept));
    }

    private static Optimizer optimizer(Weights weights, int steps) {
        return new Optimizer("a run", weights, .1, steps, _ -> {});
    }

    private static Weights weights() {
        Weights weights = new Weights();
        weights.put("a.weight", Tensor.of(new float[] {1, -2, 3}, 3));
        weights.put("embeddings", Tensor.of(new float[] {7}, 1));
        return weights;
    }

    /** Gradients that differ from step to step. */
    private static void train(Optimizer optimizer, int from, int to) {
        for (int step = from; step < to; step++) {
            Random random = new Random(step);
            float[] gradient = {random.nextFloat(), random.nextFloat(), -random.nextFloat()};
            optimizer.step(new Gradients(1, Map.of("a.weight", gradient)));
        }
    }
}
