package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.SettingsLoader;
import dev.canard.deploy.source.InputFile;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.policy.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The switch to an encoder of several languages, by configuration alone, as the README describes it. */
class MultilingualEncoderTest {

    private static final List<List<String>> CONCEPTS = List.of(
            List.of("garlic", "ajo"),
            List.of("cures", "cura"),
            List.of("flu", "gripe"),
            List.of("days", "días"),
            List.of("birds", "pájaros"),
            List.of("drones"),
            List.of("government", "gobierno"));

    private static final String SPANISH = "el ajo cura la gripe en pocos días, lo dicen los médicos de mi barrio";

    @TempDir
    private Path directory;

    @Test
    void encoderOfAllLanguages_spanishPost_takesTheFullRoad() throws IOException {
        Judgement judgement = judge(SPANISH, "[]");

        assertThat(judgement.matches().matches().getFirst().about()).isGreaterThan(.9);
        assertThat(judgement.alert()).isNotNull();
    }

    @Test
    void encoderOfEnglish_spanishPost_needsMoreToAlert() throws IOException {
        Judgement judgement = judge(SPANISH, "[en]");

        assertThat(judgement.matches().matches().getFirst().about()).isGreaterThan(.9);
        assertThat(judgement.alert()).isNull();
    }

    @Test
    void encoderOfAllLanguages_spanishPostOnAnotherTopic_doesNotAlert() throws IOException {
        assertThat(judge("mañana mi abuela y mi tía vuelven a la casa del campo con sus perros", "[]")
                        .alert())
                .isNull();
    }

    private Judgement judge(String text, String languages) throws IOException {
        Path debunks = Files.writeString(directory.resolve("debunks.tsv"), """
                id\tclaim\ttitle\tverdict
                1\tGarlic cures the flu within days\tGarlic cures flu in days\tFalse
                2\tBirds are drones of the government\tBirds drones government\tFalse
                """);
        CanardSettings settings = settings(languages);
        Encoders encoders = Encoders.load(settings.encoders());
        try (Workbench bench = new Workbench(
                        settings,
                        WorkbenchProbe.quiet(),
                        encoders,
                        new SimpleModels.Undecided(),
                        SimpleModels.matching(encoders.ids().getFirst()),
                        new SimpleModels.Undecided(),
                        new SimpleModels.Lenient());
                IndexedDebunks index = bench.index(List.of(InputFile.named(debunks.toString(), null)))) {
            EncodedPost post = bench.encode(bench.post("text", text).orElseThrow(), index);
            return bench.judge(bench.rank(post, index));
        }
    }

    private CanardSettings settings(String languages) throws IOException {
        int dimensions = ConceptEncoder.write(directory, CONCEPTS);
        Path file = Files.writeString(directory.resolve("canard.yaml"), """
                encoders:
                  - name: concepts
                    model: %s
                    tokenizer: %s
                    pooling: MEAN
                    query-prefix: ""
                    passage-prefix: ""
                    dimensions: %d
                    max-tokens: 64
                    languages: %s
                """.formatted(
                        directory.resolve("encoder.onnx"), directory.resolve("tokenizer.json"), dimensions, languages));
        return SettingsLoader.load(file, List.of());
    }
}
