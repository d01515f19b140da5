package dev.canard.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.SettingsLoader;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowModelsTest {

    @TempDir
    private Path folder;

    @Test
    void judge_modelsInShadowOfOtherEncoders_areRefused_beforeAnythingRuns() throws IOException {
        MatchModels shipped = MatchModels.shipped();
        MatchModels foreign = new MatchModels(
                MatchModels.VERSION,
                List.of("another"),
                shipped.crossEncoder(),
                Map.of(),
                shipped.ranker(),
                shipped.firstGuess(),
                shipped.reranker(),
                shipped.about());
        Files.write(folder.resolve(Models.MATCHING), foreign.write());

        assertRefused(folder, "trained with the encoders [another]");
    }

    @Test
    void judge_modelsInShadowThatAreNotThere_areRefused_beforeAnythingRuns() {
        assertRefused(folder.resolve("gone"), "no folder");
    }

    @Test
    void judge_modelsInShadowWithACrossEncoderForStance_needItsCalibration() throws IOException {
        String id = MatchModels.shipped().crossEncoder();
        ModelsTest.copyRankingAsStance(folder);

        assertRefused(folder, "this is " + id);

        Files.writeString(folder.resolve(Models.STANCE), """
                {"version": 1, "provenance": {}, "crossEncoder": "%s", "temperature": 1}""".formatted(id));
        try (Topologies topologies = topologies(folder)) {
            assertThat(topologies.judge()).isNotNull();
        }
    }

    private static void assertRefused(Path models, String why) {
        try (Topologies topologies = topologies(models)) {
            assertThatThrownBy(() -> topologies.of(Application.MATCHER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "the models in shadow of new@" + MatchPolicy.DEFAULTS.version() + " cannot be used")
                    .hasMessageContaining(why);
        }
    }

    private static Topologies topologies(Path models) {
        CanardSettings settings = SettingsLoader.load(
                null, List.of("shadow-models=[{folder: \"%s\", policy: {name: new}}]".formatted(models)));
        return new Topologies(settings, new Meters(new SimpleMeterRegistry()), InstantSource.system());
    }
}
