package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    void load_fileThatIsCutOff_isRefusedByName() throws IOException {
        Path file = folder.resolve("w");
        of(1, 2).save(file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> Weights.load(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": is cut off. Delete the file to train it anew");
    }

    @Test
    void mean_ofThree_isThatOfEachNumberAndLeavesThemAsTheyAre() {
        List<Weights> runs = List.of(of(1, -3), of(2, 0), of(6, 9));

        Weights mean = Weights.mean(runs);

        assertThat(mean.get("a").values()).containsExactly(3, 2);
        assertThat(mean.get("a").shape()).containsExactly(2, 1);
        assertThat(runs.getFirst().get("a").values()).containsExactly(1, -3);
    }

    @Test
    void mean_ofWeightsThatLackOne_isRefused() {
        assertThatThrownBy(() -> Weights.mean(List.of(of(1, 2), new Weights()))).hasMessage("no weights of the name a");
    }

    private static Weights of(float one, float other) {
        Weights weights = new Weights();
        weights.put("a", Tensor.of(new float[] {one, other}, 2, 1));
        return weights;
    }

    @Test
    void tensor_valuesThatDoNotFillItsShape_areRefused() {
        assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
