package dev.canard.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.config.ModelSettings;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.OnnxCrossEncoder;
import dev.canard.indexer.match.MatchModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

    @TempDir
    private Path folder;

    @Test
    void matching_folderHoldsModels_takesThoseAndTheRestFromTheShippedOnes() throws IOException {
        MatchModels shipped = MatchModels.shipped();
        MatchModels own = new MatchModels(
                MatchModels.VERSION,
                shipped.encoders(),
                shipped.crossEncoder(),
                Map.of("by", "a test"),
                shipped.ranker(),
                shipped.firstGuess(),
                shipped.reranker(),
                shipped.about());
        Files.write(folder.resolve(Models.MATCHING), own.write());

        Models models = new Models(new ModelSettings(folder.toString(), 0));

        assertThat(models.matching()).isEqualTo(own);
        try (var crossEncoder = models.crossEncoder(CrossEncoderUse.RANKING)) {
            assertThat(crossEncoder.id()).isEqualTo(shipped.crossEncoder());
        }
    }

    @Test
    void crossEncoder_folderHoldsThatForStance_takesItForStanceAlone() throws IOException {
        copyRankingAsStance(folder);
        Models models = new Models(new ModelSettings(folder.toString(), 0));

        try (var ranking = models.crossEncoder(CrossEncoderUse.RANKING);
                var stance = models.crossEncoder(CrossEncoderUse.STANCE);
                var shipped = OnnxCrossEncoder.shipped(CrossEncoderUse.STANCE)) {
            assertThat(ranking.id()).isEqualTo(MatchModels.shipped().crossEncoder());
            assertThat(stance.id()).isEqualTo(ranking.id()).isNotEqualTo(shipped.id());
            assertThatThrownBy(() -> models.stance(stance))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("calibrated for the cross-encoder " + shipped.id());
        }
    }

    /** Puts the shipped cross-encoder for ranking into a folder as if it were one for stance. */
    static void copyRankingAsStance(Path folder) throws IOException {
        copy(CrossEncoderUse.RANKING.model(), folder.resolve(CrossEncoderUse.STANCE.model()));
        copy(CrossEncoderUse.RANKING.head(), folder.resolve(CrossEncoderUse.STANCE.head()));
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream shipped = OnnxCrossEncoder.class.getResourceAsStream(resource)) {
            Files.copy(shipped, file);
        }
    }

    @Test
    void matching_fileIsNoModel_saysWhy() throws IOException {
        Files.writeString(folder.resolve(Models.MATCHING), "{}");

        assertThatThrownBy(() -> new Models(new ModelSettings(folder.toString(), 0)).matching())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no models");
    }

    @Test
    void matching_noSuchFolder_isAnError() {
        assertThatThrownBy(() ->
                        new Models(new ModelSettings(folder.resolve("gone").toString(), 0)).matching())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no folder: " + folder.resolve("gone"));
    }
}
