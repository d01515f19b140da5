package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/**
 * How a post probably stands to a debunk's claim, given that it is about it.
 *
 * @param likeliest the stance of highest probability
 * @param probabilities each between 0 and 1, together 1; a stance that is left out has 0
 */
public record StanceEstimate(
        @JsonPropertyDescription("The stance of highest probability")
        Stance likeliest,

        @JsonPropertyDescription("Probability of each stance, together 1")
        Map<Stance, Double> probabilities) {

    /**
     * From this probability on a stance is sure enough to be counted. Of a stance that few posts have, the likeliest one is too often wrong: anger about
     * what a claim tells looks much like a denial.
     */
    private static final double SURE = .9;

    public StanceEstimate {
        probabilities = Map.copyOf(probabilities);
    }

    /** The estimate with these probabilities, at least one of them. */
    public static StanceEstimate of(Map<Stance, Double> probabilities) {
        return new StanceEstimate(
                probabilities.entrySet().stream()
                        .max(Map.Entry.<Stance, Double>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(java.util.Comparator.reverseOrder())))
                        .orElseThrow()
                        .getKey(),
                probabilities);
    }

    /** Whether it is sure of a stance. */
    public boolean isSure(Stance stance) {
        return of(stance) >= SURE;
    }

    /** Probability of a stance, 0 to 1. */
    public double of(Stance stance) {
        return probabilities.getOrDefault(stance, 0.0);
    }
}
