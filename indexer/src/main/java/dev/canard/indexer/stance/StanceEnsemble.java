package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Reading;
import dev.canard.ingest.ShippedResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A multinomial logistic regression over what a {@link CrossEncoder}, the {@link StanceModel} and the ranking say, into
 * probabilities: that the post is about the claim, and of each stance if it is. P(about) is the ranking's where that is lower. Who says the claim
 * with a "not" refutes it, whatever the models say ({@link PlainNegation}). The cross-encoder reads the
 * post beside the claim, and beside what the article says about the same thing.
 */
public final class StanceEnsemble implements RelationEstimator {

    /** All classes: the stances, and {@link Reading#UNRELATED}. */
    public static final List<String> CLASSES = Stream.concat(
                    Arrays.stream(Stance.values()).map(Stance::name), Stream.of(Reading.UNRELATED))
            .toList();

    /** To be raised whenever the same weights give other estimates. */
    private static final int RULE = 5;

    /** Of the stance posts that say the claim with a "not", 7 of 56 spread it all the same. */
    private static final double SPREADS_NEGATED = 7 / 56.0;

    private static final String SHIPPED = "stance-ensemble.json";

    private static final String CLAIM = "claim";
    private static final String CORRECTION = "correction";
    private static final String CONTRAST = "contrast";
    private static final String ABOUT = "about";

    private final CrossEncoder crossEncoder;
    private final StanceEstimator stanceModel;
    private final EnsembleWeights weights;
    private final List<LinearModel> models;
    private final String version;

    /**
     * @param crossEncoder not closed
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
        this.version = "stance-" + RULE + "-" + Fingerprint.of(weights.write());
        this.models = CLASSES.stream()
                .map(one -> Optional.ofNullable(weights.classes().get(one))
                        .orElseThrow(() -> new IllegalArgumentException("the ensemble has no class " + one)))
                .toList();
    }

    /**
     * An ensemble that {@link #save} wrote.
     *
     * @param crossEncoder not closed
     * @throws IllegalArgumentException if it is none, or was fitted to other models
     */
    public static StanceEnsemble read(CrossEncoder crossEncoder, StanceModel stanceModel, byte[] json) {
        return new StanceEnsemble(crossEncoder, stanceModel, EnsembleWeights.read(json));
    }

    /**
     * The ensemble that Canard ships, which needs the models that it ships.
     *
     * @param crossEncoder not closed
     * @throws IllegalArgumentException if it was fitted to other models
     */
    public static StanceEnsemble shipped(CrossEncoder crossEncoder, StanceModel stanceModel) {
        return read(crossEncoder, stanceModel, ShippedResource.bytes(StanceEnsemble.class, SHIPPED));
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
    public Relation relate(EncodedPost post, RankedDebunk candidate) {
        Relation relation = relation(features(crossEncoder, stanceModel, post, candidate));
        return PlainNegation.isIn(post.claims().claims(), candidate.debunk().claim())
                ? new Relation(relation.about(), refuting(relation.stance()))
                : relation;
    }

    /** The estimate of a post that says the claim with a "not". */
    private static StanceEstimate refuting(StanceEstimate stance) {
        double surplus = Math.max(0, stance.of(Stance.SPREADS) - SPREADS_NEGATED);
        Map<Stance, Double> probabilities = new EnumMap<>(stance.probabilities());
        probabilities.computeIfPresent(Stance.SPREADS, (_, probability) -> probability - surplus);
        probabilities.merge(Stance.REFUTES, surplus, Double::sum);
        return StanceEstimate.of(probabilities);
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
        // Either alone is too sure of some debunks that merely come near.
        double ranking = 1 / (1 + Math.exp(-features.getOrDefault(ABOUT, Double.POSITIVE_INFINITY)));
        return new Relation(Math.min(1 / (1 + unrelated / about), ranking), StanceEstimate.of(stance));
    }

    /** What the models say of a post and a candidate, by name. For training. */
    static Map<String, Double> features(
            CrossEncoder crossEncoder, StanceEstimator stanceModel, EncodedPost post, RankedDebunk candidate) {
        String text = post.claims().post().clean().value();
        Debunk debunk = candidate.debunk();
        Reading known = candidate.reading();
        Reading claim = known == null
                ? Reading.of(crossEncoder, text, List.of(debunk.claim())).getFirst()
                : known;
        Optional<Reading> correction = Correction.of(debunk, text)
                .map(sentence ->
                        Reading.of(crossEncoder, text, List.of(sentence)).getFirst());
        Map<String, Double> features = new LinkedHashMap<>();
        for (String name : crossEncoder.classes()) {
            features.put(CLAIM + " " + name, claim.of(name));
            features.put(
                    CORRECTION + " " + name,
                    correction.map(reading -> reading.of(name)).orElse(0.0));
        }
        features.put(CORRECTION, correction.isPresent() ? 1.0 : 0.0);
        StanceEstimate estimate = stanceModel.estimate(post, debunk);
        for (Stance stance : Stance.values()) {
            features.put(CONTRAST + " " + stance, Reading.logOdds(estimate.of(stance)));
        }
        features.put(ABOUT, Reading.logOdds(candidate.about()));
        return features;
    }

    /** The same where the debunk has no article. For training. */
    static Map<String, Double> withoutCorrection(Map<String, Double> features) {
        Map<String, Double> without = new LinkedHashMap<>(features);
        without.replaceAll((name, value) -> name.startsWith(CORRECTION) ? 0 : value);
        return without;
    }
}
