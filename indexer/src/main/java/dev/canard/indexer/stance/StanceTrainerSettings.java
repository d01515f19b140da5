package dev.canard.indexer.stance;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How the stance model is trained.
 *
 * @param penalty L2 penalty on the weights, above 0
 * @param iterations of the optimiser at most
 * @param folds of the cross-validation, at least 2; all posts about a claim lie in one fold
 * @param seed of the division into folds
 */
public record StanceTrainerSettings(
        @JsonPropertyDescription("L2 penalty on the weights, above 0")
        double penalty,

        @JsonPropertyDescription("Iterations of the optimiser at most")
        int iterations,

        @JsonPropertyDescription("Folds of the cross-validation, at least 2")
        int folds,

        @JsonPropertyDescription("Seed of the division into folds")
        long seed) {

    public static final StanceTrainerSettings DEFAULTS = new StanceTrainerSettings(1.5e-3, 200, 5, 42);

    public StanceTrainerSettings {
        if (!(penalty > 0)) {
            throw new IllegalArgumentException("penalty must be above 0, was " + penalty);
        }
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, was " + iterations);
        }
        if (folds < 2) {
            throw new IllegalArgumentException("folds must be at least 2, was " + folds);
        }
    }
}
