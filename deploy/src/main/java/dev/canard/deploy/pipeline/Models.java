package dev.canard.deploy.pipeline;

import dev.canard.deploy.config.ModelSettings;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.OnnxCrossEncoder;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.CalibratedStance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Loads trained models: from the configured folder, or else those that Canard ships. Each refuses others than it was fitted to. */
public final class Models {

    /** Name of the {@link MatchModels}. */
    public static final String MATCHING = "match-models.json";

    /** Name of the {@link CalibratedStance}. */
    public static final String STANCE = "stance-calibration.json";

    private final ModelSettings settings;

    public Models(ModelSettings settings) {
        this.settings = settings;
    }

    /** Whether the folder holds a cross-encoder for some use. */
    public boolean hasOwn(CrossEncoderUse use) {
        return file(use.model()).isPresent();
    }

    /** A cross-encoder, to be closed by the caller. */
    public CrossEncoder crossEncoder(CrossEncoderUse use) {
        return hasOwn(use) ? OnnxCrossEncoder.trained(Path.of(settings.folder()), use) : OnnxCrossEncoder.shipped(use);
    }

    /** What ranks debunks. */
    public MatchModels matching() {
        return file(MATCHING).map(file -> MatchModels.read(bytes(file))).orElseGet(MatchModels::shipped);
    }

    /**
     * What tells how a post stands to a claim.
     *
     * @param crossEncoder that for the stance; not closed
     */
    public CalibratedStance stance(CrossEncoder crossEncoder) {
        return file(STANCE)
                .map(file -> CalibratedStance.read(crossEncoder, bytes(file)))
                .orElseGet(() -> CalibratedStance.shipped(crossEncoder));
    }

    private Optional<Path> file(String name) {
        if (settings.folder().isEmpty()) {
            return Optional.empty();
        }
        Path folder = Path.of(settings.folder());
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("the folder of models is no folder: " + folder);
        }
        return Optional.of(folder.resolve(name)).filter(Files::exists);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("model cannot be read: " + file, e);
        }
    }
}
