package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.indexer.encoder.PairTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferencePairsTest {

    private static PairTokenizer tokenizer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        tokenizer = BaseModel.MINILM.tokenizer(CrossEncoderSettings.DEFAULTS.maxTokens());
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void sample_bigSource_doesNotDrownASmallOne() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add("big\ttrain\tpremise " + i + "\thypothesis\tentail");
        }
        lines.add("small\ttrain\tpremise\thypothesis\tcontradict");
        lines.add("small\tdev\theld out\thypothesis\tneutral");

        List<TrainingPair> sample = pairs(lines).sample(5, new Random(1));

        assertThat(sample)
                .extracting(TrainingPair::labels)
                .containsExactly(List.of(0), List.of(0), List.of(0), List.of(0), List.of(0), List.of(1));
    }

    @Test
    void sample_sameSeed_givesTheSame() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add("big\ttrain\tpremise " + i + "\thypothesis\tentail");
        }
        InferencePairs pairs = pairs(lines);

        assertThat(pairs.sample(5, new Random(1))).isEqualTo(pairs.sample(5, new Random(1)));
        assertThat(pairs.sample(5, new Random(1))).isNotEqualTo(pairs.sample(5, new Random(2)));
    }

    @Test
    void read_unknownLabel_saysWhere() {
        assertThatThrownBy(() -> pairs(List.of("big\ttrain\tpremise\thypothesis\tmaybe")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("maybe");
    }

    private InferencePairs pairs(List<String> lines) throws IOException {
        List<String> all = new ArrayList<>(lines);
        all.addFirst("source\tsplit\tpremise\thypothesis\tlabel");
        return new InferencePairs(Files.write(folder.resolve("pairs.tsv"), all), "train", tokenizer);
    }
}
