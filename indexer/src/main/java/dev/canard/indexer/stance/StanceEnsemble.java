package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.OnnxCrossEncoder;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.Ranking;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A multinomial logistic regression over what a {@link CrossEncoder}, the {@link StanceModel} and the ranking say, into
 * calibrated probabilities: that the post is not about the claim, and of each stance if it is. The cross-encoder reads the
 * post beside the claim, and beside what the article says about the same thing.
 */
public final class StanceEnsemble implements RelationEstimator, AutoCloseable {

    /** The class of a post that is not about the claim. */
    public static final String UNRELATED = "UNRELATED";

    /** All classes: the stances, and {@link #UNRELATED}. */
    public static final List<String> CLASSES = Stream.concat(
                    Arrays.stream(Stance.values()).map(Stance::name), Stream.of(UNRELATED))
            .toList();

    private static final String FOLDER = "classpath:dev/canard/indexer/stance/";
    private static final String SHIPPED = "stance-ensemble.json";

    private static final String CLAIM = "claim";
    private static final String CORRECTION = "correction";
    private static final String CONTRAST = "contrast";

    /** No model's word counts for more, in log-odds. */
    private static final double SUREST = 8;

    private final CrossEncoder crossEncoder;
    private final StanceEstimator stanceModel;
    private final EnsembleWeights weights;
    private final List<LinearModel> models;
    private final String version;

    /**
     * Takes ownership of the cross-encoder.
     *
     * @throws IllegalArgumentException if the weights were fitted to other models
     */
    StanceEnsemble(CrossEncoder crossEncoder, StanceEstimator stanceModel, EnsembleWeights weights) {
        if (!weights.crossEncoder().equals(crossEncoder.id())
                || !weights.stanceModel().equals(stanceModel.version())) {
            throw new IllegalArgumentException("the ensemble was fitted to %s and %s, these are %s and %s"
                    .formatted(
                            weights.crossEncoder(), weights.stanceModel(), crossEncoder.id(), stanceModel.version()));
        }
        this.crossEncoder = crossEncoder;
        this.stanceModel = stanceModel;
        this.weights = weights;
        this.version = "stance-" + Fingerprint.of(weights.write());
        this.models = CLASSES.stream()
                .map(one -> Optional.ofNullable(weights.classes().get(one))
                        .orElseThrow(() -> new IllegalArgumentException("the ensemble has no class " + one)))
                .toList();
    }

    /** The ensemble that Canard ships, with its models. */
    public static StanceEnsemble shipped() {
        try (InputStream in = StanceEnsemble.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("no " + SHIPPED + " beside its class");
            }
            return new StanceEnsemble(crossEncoder(), StanceModel.shipped(), EnsembleWeights.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cross-encoder that Canard ships. */
    static CrossEncoder crossEncoder() {
        return crossEncoder(FOLDER + "cross-encoder.onnx", FOLDER + "cross-encoder.head");
    }

    /** A cross-encoder that has just been trained. */
    public static CrossEncoder crossEncoder(Path model, Path head) {
        return crossEncoder(model.toString(), head.toString());
    }

    private static CrossEncoder crossEncoder(String model, String head) {
        return new OnnxCrossEncoder("stance-minilm-l6-q", model, head, "classpath:all-minilm-l6-v2-q-tokenizer.json");
    }

    /** Writes the weights as JSON. */
    public void save(Path file) throws IOException {
        Files.write(file, weights.write());
    }

    /** What it was trained on, how, and what it reaches, by name. */
    public Map<String, String> provenance() {
        return weights.provenance();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Relation relate(Ranking ranking) {
        return relation(features(crossEncoder, stanceModel, ranking));
    }

    /** How a post stands to a debunk, given its features. */
    Relation relation(Map<String, Double> features) {
        Stance[] stances = Stance.values();
        double[] scores =
                models.stream().mapToDouble(model -> model.score(features)).toArray();
        double likeliest = Arrays.stream(scores, 0, stances.length).max().orElseThrow();
        double about = 0;
        double[] shares = new double[stances.length];
        for (int k = 0; k < stances.length; k++) {
            shares[k] = Math.exp(scores[k] - likeliest);
            about += shares[k];
        }
        Map<Stance, Double> stance = new EnumMap<>(Stance.class);
        for (int k = 0; k < stances.length; k++) {
            stance.put(stances[k], shares[k] / about);
        }
        double unrelated = Math.exp(scores[stances.length] - likeliest);
        return new Relation(1 / (1 + unrelated / about), StanceEstimate.of(stance));
    }

    /** What the models say of a post and its first candidate, by name. For training. */
    static Map<String, Double> features(CrossEncoder crossEncoder, StanceEstimator stanceModel, Ranking ranking) {
        String text = ranking.post().claims().post().clean().value();
        Debunk debunk = ranking.debunks().getFirst().debunk();
        List<String> others = new ArrayList<>();
        others.add(debunk.claim());
        Correction.of(debunk, text).ifPresent(others::add);
        List<double[]> read = crossEncoder.score(text, others);
        Map<String, Double> features = new LinkedHashMap<>();
        List<String> classes = crossEncoder.classes();
        for (int c = 0; c < classes.size(); c++) {
            features.put(CLAIM + " " + classes.get(c), logOdds(Math.exp(read.getFirst()[c])));
            features.put(CORRECTION + " " + classes.get(c), read.size() < 2 ? 0 : logOdds(Math.exp(read.get(1)[c])));
        }
        features.put(CORRECTION, read.size() - 1.0);
        StanceEstimate estimate = stanceModel.estimate(ranking.post(), debunk);
        for (Stance stance : Stance.values()) {
            features.put(CONTRAST + " " + stance, logOdds(estimate.of(stance)));
        }
        features.put("about", logOdds(ranking.about()));
        return features;
    }

    /** The same where the debunk has no article. For training. */
    static Map<String, Double> withoutCorrection(Map<String, Double> features) {
        Map<String, Double> without = new LinkedHashMap<>(features);
        without.replaceAll((name, value) -> name.startsWith(CORRECTION) ? 0 : value);
        return without;
    }

    private static double logOdds(double probability) {
        double odds = Math.log(probability) - Math.log1p(-probability);
        return Math.clamp(odds, -SUREST, SUREST);
    }

    @Override
    public void close() {
        crossEncoder.close();
    }
}
