package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.match.Reading;
import dev.canard.ingest.ShippedResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The stance that a {@link CrossEncoder} reads from post and claim together, with probabilities that a temperature makes honest (Guo et al. 2017, "On
 * Calibration of Modern Neural Networks"). Three rules stand above what is read of the claim: who links its review refutes it ({@link LinkedReview}), and so
 * does who says it with a "not" ({@link PlainNegation}); who says what the article says to be true, rather than the claim, states a nearby truth.
 */
public final class CalibratedStance implements StanceEstimator {

    /** All classes of a cross-encoder: the stances, and {@link Reading#UNRELATED}. */
    public static final List<String> CLASSES = Stream.concat(
                    Arrays.stream(Stance.values()).map(Stance::name), Stream.of(Reading.UNRELATED))
            .toList();

    /** To be raised whenever the same calibration gives other estimates. */
    private static final int RULE = 7;

    /** Of the stance posts that say the claim with a "not", 7 of 56 spread it all the same. */
    private static final double SPREADS_NEGATED = 7 / 56.0;

    /** Who says what the article says says it about as surely as the claim: at most so much less, in log-odds. */
    private static final double ABOUT_AS_SURE = .25;

    private static final String SHIPPED = "stance-calibration.json";

    private final CrossEncoder crossEncoder;
    private final StanceCalibration calibration;
    private final String version;

    /**
     * @param crossEncoder not closed
     * @throws IllegalArgumentException if the calibration was fitted to another
     */
    CalibratedStance(CrossEncoder crossEncoder, StanceCalibration calibration) {
        if (!calibration.crossEncoder().equals(crossEncoder.id())) {
            throw new IllegalArgumentException(
                    "the stance was calibrated for the cross-encoder %s, this is %s: train it anew"
                            .formatted(calibration.crossEncoder(), crossEncoder.id()));
        }
        this.crossEncoder = crossEncoder;
        this.calibration = calibration;
        this.version = "stance-" + RULE + "-" + Fingerprint.of(calibration.write());
    }

    /**
     * With a calibration that {@link #save} wrote.
     *
     * @param crossEncoder not closed
     * @throws IllegalArgumentException if it is none, or was fitted to another
     */
    public static CalibratedStance read(CrossEncoder crossEncoder, byte[] json) {
        return new CalibratedStance(crossEncoder, StanceCalibration.read(json));
    }

    /**
     * With the calibration that Canard ships, which needs the cross-encoder that it ships.
     *
     * @param crossEncoder not closed
     * @throws IllegalArgumentException if it was fitted to another
     */
    public static CalibratedStance shipped(CrossEncoder crossEncoder) {
        return read(crossEncoder, ShippedResource.bytes(CalibratedStance.class, SHIPPED));
    }

    /** Writes the calibration as JSON. */
    public void save(Path file) throws IOException {
        Files.write(file, calibration.write());
    }

    /** The same with another {@link #provenance}. */
    public CalibratedStance withProvenance(Map<String, String> provenance) {
        return new CalibratedStance(crossEncoder, calibration.withProvenance(provenance));
    }

    /** What it was fitted to, how, and what it reaches, by name. */
    public Map<String, String> provenance() {
        return calibration.provenance();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public StanceEstimate estimate(PostClaims post, Debunk debunk) {
        Reading reading = reading(crossEncoder, post, debunk);
        StanceEstimate stance = stance(reading, calibration.temperature());
        if (LinkedReview.isIn(post.post().links(), debunk)) {
            return with(stance, 0, Stance.REFUTES);
        }
        if (PlainNegation.isIn(post.claims(), debunk.claim())) {
            return with(stance, SPREADS_NEGATED, Stance.REFUTES);
        }
        return stance.likeliest() == Stance.SPREADS && saysTruth(post, debunk, reading)
                ? with(stance, 0, Stance.NEARBY_TRUE)
                : stance;
    }

    /**
     * Articles retell a rumour before they correct it, so that not each of their sentences is a truth next to it. And who says the claim in other words says
     * much of what the article says: next to it is only what the claim, too, is next to.
     */
    private boolean saysTruth(PostClaims post, Debunk debunk, Reading claim) {
        String text = post.post().clean().value();
        double sure = claim.of(Stance.SPREADS.name()) - ABOUT_AS_SURE;
        return Correction.of(debunk, text)
                .filter(sentence -> read(text, sentence).of(Stance.SPREADS.name()) >= sure)
                .filter(sentence -> isNextTo(sentence, debunk.claim()) && isNextTo(debunk.claim(), text))
                .isPresent();
    }

    /** Whether one text is more likely than not a nearby truth to another. */
    private boolean isNextTo(String text, String other) {
        return read(text, other).of(Stance.NEARBY_TRUE.name()) > 0;
    }

    private Reading read(String post, String text) {
        return Reading.of(crossEncoder, post, List.of(text)).getFirst();
    }

    /** What the cross-encoder says of a post and a claim. The ranking has read them with another one. */
    static Reading reading(CrossEncoder crossEncoder, PostClaims post, Debunk debunk) {
        return Reading.of(crossEncoder, post.post().clean().value(), List.of(debunk.claim()))
                .getFirst();
    }

    /** The stance if the post is about the claim: each probability to the power of 1 / temperature, of a sum of 1. */
    static StanceEstimate stance(Reading reading, double temperature) {
        Map<Stance, Double> shares = new EnumMap<>(Stance.class);
        double sum = 0;
        for (Stance stance : Stance.values()) {
            double probability = 1 / (1 + Math.exp(-reading.of(stance.name())));
            double share = Math.pow(probability, 1 / temperature);
            shares.put(stance, share);
            sum += share;
        }
        double total = sum;
        shares.replaceAll((_, share) -> share / total);
        return StanceEstimate.of(shares);
    }

    /** An estimate in which spreading has at most some probability, and another stance has what it had beyond that. */
    private static StanceEstimate with(StanceEstimate stance, double most, Stance other) {
        double surplus = Math.max(0, stance.of(Stance.SPREADS) - most);
        Map<Stance, Double> probabilities = new EnumMap<>(stance.probabilities());
        probabilities.computeIfPresent(Stance.SPREADS, (_, probability) -> probability - surplus);
        probabilities.merge(other, surplus, Double::sum);
        return StanceEstimate.of(probabilities);
    }
}
