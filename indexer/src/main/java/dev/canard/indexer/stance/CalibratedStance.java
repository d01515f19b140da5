package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.RankedDebunk;
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
 * Calibration of Modern Neural Networks"). That the post is about the claim at all is as probable as the ranking says. Two rules stand above what is
 * read of the claim: who says it with a "not" refutes it ({@link PlainNegation}), and who says what the article says to be true, rather than the claim, states a
 * nearby truth.
 */
public final class CalibratedStance implements RelationEstimator {

    /** All classes of a cross-encoder: the stances, and {@link Reading#UNRELATED}. */
    public static final List<String> CLASSES = Stream.concat(
                    Arrays.stream(Stance.values()).map(Stance::name), Stream.of(Reading.UNRELATED))
            .toList();

    /** To be raised whenever the same calibration gives other estimates. */
    private static final int RULE = 6;

    /** Of the stance posts that say the claim with a "not", 7 of 56 spread it all the same. */
    private static final double SPREADS_NEGATED = 7 / 56.0;

    /** As sure it must be that a post says what the article says, in log-odds: 4 to 1. */
    private static final double SAYS_TRUTH = Math.log(4);

    /** And by so much surer than that it says the claim. */
    private static final double RATHER = .5;

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
            throw new IllegalArgumentException("the stance was calibrated for %s, this is %s"
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

    /** What it was fitted to, how, and what it reaches, by name. */
    public Map<String, String> provenance() {
        return calibration.provenance();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Relation relate(EncodedPost post, RankedDebunk candidate) {
        Reading reading = reading(crossEncoder, post, candidate);
        StanceEstimate stance = stance(reading, calibration.temperature());
        if (PlainNegation.isIn(post.claims().claims(), candidate.debunk().claim())) {
            stance = with(stance, SPREADS_NEGATED, Stance.REFUTES);
        } else if (stance.likeliest() == Stance.SPREADS && saysTruth(post, candidate.debunk(), reading)) {
            stance = with(stance, 0, Stance.NEARBY_TRUE);
        }
        return new Relation(candidate.about(), stance);
    }

    private boolean saysTruth(EncodedPost post, Debunk debunk, Reading claim) {
        String text = post.claims().post().clean().value();
        return Correction.of(debunk, text)
                .map(sentence -> Reading.of(crossEncoder, text, List.of(sentence))
                        .getFirst()
                        .of(Stance.SPREADS.name()))
                .filter(truth -> truth >= SAYS_TRUTH && truth >= claim.of(Stance.SPREADS.name()) + RATHER)
                .isPresent();
    }

    /** What the cross-encoder says of a post and a candidate's claim, which the ranking may have asked already. */
    static Reading reading(CrossEncoder crossEncoder, EncodedPost post, RankedDebunk candidate) {
        Reading known = candidate.reading();
        String text = post.claims().post().clean().value();
        return known == null
                ? Reading.of(crossEncoder, text, List.of(candidate.debunk().claim()))
                        .getFirst()
                : known;
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
