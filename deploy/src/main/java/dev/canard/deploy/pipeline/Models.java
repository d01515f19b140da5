package dev.canard.deploy.pipeline;

import dev.canard.deploy.config.ModelSettings;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.OnnxCrossEncoder;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.StanceEnsemble;
import dev.canard.indexer.stance.StanceModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Loads trained models: from the configured folder, or else those that Canard ships. Each refuses others than it was fitted to. */
public final class Models {

    /** Name of the encoder part of the cross-encoder in a folder. */
    public static final String CROSS_ENCODER = "cross-encoder.onnx";

    /** Name of the other part. */
    public static final String CROSS_ENCODER_HEAD = "cross-encoder.head";

    /** Name of the {@link MatchModels}. */
    public static final String MATCHING = "match-models.json";

    /** Name of the {@link StanceModel}. */
    public static final String STANCE = "stance-model.json";

    /** Name of the {@link StanceEnsemble}. */
    public static final String ENSEMBLE = "stance-ensemble.json";

    private final ModelSettings settings;

    public Models(ModelSettings settings) {
        this.settings = settings;
    }

    /** The cross-encoder, to be closed by the caller. */
    public CrossEncoder crossEncoder() {
        return file(CROSS_ENCODER)
                .<CrossEncoder>map(model -> OnnxCrossEncoder.trained(model, model.resolveSibling(CROSS_ENCODER_HEAD)))
                .orElseGet(OnnxCrossEncoder::shipped);
    }

    /** What ranks debunks. */
    public MatchModels matching() {
        return file(MATCHING).map(file -> MatchModels.read(bytes(file))).orElseGet(MatchModels::shipped);
    }

    /** What tells how a post stands to a claim. */
    public StanceEnsemble stance(CrossEncoder crossEncoder) {
        StanceModel model = file(STANCE).map(StanceModel::load).orElseGet(StanceModel::shipped);
        return file(ENSEMBLE)
                .map(file -> StanceEnsemble.read(crossEncoder, model, bytes(file)))
                .orElseGet(() -> StanceEnsemble.shipped(crossEncoder, model));
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
