package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {

    @TempDir
    private Path folder;

    @Test
    void load_savedWeights_areTheSameInTheSameOrder() throws IOException {
        Weights weights = new Weights();
        weights.put("b", Tensor.of(new float[] {1.5f, -2, 3e-9f, 0}, 2, 2));
        weights.put("a", Tensor.of(new float[] {7}, 1));
        Path file = folder.resolve("w");

        weights.save(file);
        Weights loaded = Weights.load(file);

        assertThat(loaded.all().keySet()).containsExactly("b", "a");
        assertThat(loaded.get("b").values()).containsExactly(1.5f, -2, 3e-9f, 0);
        assertThat(loaded.get("b").shape()).containsExactly(2, 2);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void tensor_valuesThatDoNotFillItsShape_areRefused() {
        assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
