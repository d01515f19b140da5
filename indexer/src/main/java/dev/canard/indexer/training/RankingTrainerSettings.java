package dev.canard.indexer.training;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How the ranking is learnt.
 *
 * @param rankerL2 L2 penalty of the ranker's weights
 * @param aboutL2 L2 penalty of the weights of the probability
 */
public record RankingTrainerSettings(
        @JsonPropertyDescription("L2 penalty of the ranker's weights")
        double rankerL2,

        @JsonPropertyDescription("L2 penalty of the weights of the probability")
        double aboutL2) {

    public static final RankingTrainerSettings DEFAULTS = new RankingTrainerSettings(3e-3, 1e-3);

    public RankingTrainerSettings {
        // Without a penalty, features that depend on each other would have no single best weights.
        if (!(rankerL2 > 0) || !(aboutL2 > 0)) {
            throw new IllegalArgumentException("the L2 penalties must be above 0");
        }
    }
}
