package dev.canard.indexer.stance;

/**
 * How the stance model is trained.
 *
 * @param penalty L2 penalty on the weights, above 0
 * @param iterations of the optimiser at most
 */
public record StanceTrainerSettings(double penalty, int iterations) {

    public static final StanceTrainerSettings DEFAULTS = new StanceTrainerSettings(1.5e-3, 200);

    public StanceTrainerSettings {
        if (!(penalty > 0)) {
            throw new IllegalArgumentException("penalty must be above 0, was " + penalty);
        }
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, was " + iterations);
        }
    }
}
