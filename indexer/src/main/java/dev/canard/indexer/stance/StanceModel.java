package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.stance.StanceWeights.Block;
import dev.canard.ingest.ShippedResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Multinomial logistic regression over {@link StanceFeatures}.
 *
 * <p>Where post or debunk lack the vector of an encoder that the model was trained with, its share is that of the average
 * training post: the estimate gets vaguer, down to what the wording alone tells. Encoders that it does not know add nothing.
 */
public final class StanceModel implements StanceEstimator {

    private static final String SHIPPED = "stance-model.json";

    private final StanceWeights weights;
    private final String version;

    StanceModel(StanceWeights weights) {
        this.weights = weights;
        this.version = "stance-" + Fingerprint.of(weights.write());
    }

    /** The model that Canard ships. */
    public static StanceModel shipped() {
        return new StanceModel(StanceWeights.read(ShippedResource.bytes(StanceModel.class, SHIPPED)));
    }

    /**
     * A model from a file that {@link #save} wrote.
     *
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it is no model, or of another version
     */
    public static StanceModel load(Path file) {
        try {
            return new StanceModel(StanceWeights.read(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("no stance model: " + file, e);
        }
    }

    /** Writes the model as JSON. */
    public void save(Path file) throws IOException {
        Files.write(file, weights.write());
    }

    @Override
    public String version() {
        return version;
    }

    /** What it was trained on, how, and what it reaches, by name. */
    public Map<String, String> provenance() {
        return weights.provenance();
    }

    @Override
    public StanceEstimate estimate(EncodedPost post, Debunk debunk) {
        Map<String, float[]> features = StanceFeatures.of(post, debunk);
        List<Stance> stances = weights.stances();
        double[] scores = weights.bias().clone();
        for (Block block : weights.blocks()) {
            float[] values = features.get(block.name());
            if (values != null && values.length == block.mean().length) {
                add(block, values, scores);
            }
        }
        double[] probabilities = softmax(scores);
        Map<Stance, Double> byStance = new EnumMap<>(Stance.class);
        for (int k = 0; k < stances.size(); k++) {
            byStance.put(stances.get(k), probabilities[k]);
        }
        return StanceEstimate.of(byStance);
    }

    private static void add(Block block, float[] values, double[] scores) {
        for (int k = 0; k < scores.length; k++) {
            float[] weight = block.weights()[k];
            for (int i = 0; i < values.length; i++) {
                scores[k] += (double) weight[i] * (values[i] - block.mean()[i]);
            }
        }
    }

    private static double[] softmax(double[] scores) {
        double highest = Arrays.stream(scores).max().orElseThrow();
        double[] shares =
                Arrays.stream(scores).map(score -> Math.exp(score - highest)).toArray();
        double total = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / total).toArray();
    }
}
