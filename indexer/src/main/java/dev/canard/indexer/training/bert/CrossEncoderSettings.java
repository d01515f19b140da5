package dev.canard.indexer.training.bert;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How a cross-encoder is trained. Learning rates are those of the encoder: the head learns ten times as fast.
 *
 * @param batch pairs in a step
 * @param maxTokens how long a pair can get; training and use must agree
 * @param inferenceRate highest learning rate of the first stage, on pairs of natural language inference
 * @param inferenceCap pairs of a source and class in the first stage at most
 * @param stanceRate highest learning rate of the second stage, on posts
 * @param repeats how often each post meets its claim in the second stage: once as it is, then in other styles
 * @param replay pairs of natural language inference of a source and class in the second stage, against forgetting
 * @param runs how often the second stage is run, each time from the first one's weights; what they give is averaged
 * @param seed decides the order, what is left out, and the head's first weights
 */
public record CrossEncoderSettings(
        @JsonPropertyDescription("Pairs in a step") int batch,

        @JsonPropertyDescription("How long a pair can get, in tokens")
        int maxTokens,

        @JsonPropertyDescription("Highest learning rate of the stage of natural language inference")
        double inferenceRate,

        @JsonPropertyDescription("Pairs of a source and class in that stage at most")
        int inferenceCap,

        @JsonPropertyDescription("Highest learning rate of the stage of posts")
        double stanceRate,

        @JsonPropertyDescription("How often each post meets its claim")
        int repeats,

        @JsonPropertyDescription("Pairs of natural language inference of a source and class in the stage of posts")
        int replay,

        @JsonPropertyDescription("Runs of the stage of posts, whose weights are averaged")
        int runs,

        @JsonPropertyDescription("Decides the order, what is left out, and the head's first weights")
        long seed) {

    public static final CrossEncoderSettings DEFAULTS =
            new CrossEncoderSettings(16, 96, 8e-5, 3_000, 6e-5, 2, 150, 3, 7);

    /** For a model that has learnt before, and shall learn from more posts without forgetting. */
    public static final CrossEncoderSettings FURTHER = new CrossEncoderSettings(16, 96, 8e-5, 3_000, 5e-5, 4, 50, 1, 7);

    public CrossEncoderSettings {
        if (batch < 1 || repeats < 1 || inferenceCap < 1 || runs < 1) {
            throw new IllegalArgumentException("batch, repeats, inferenceCap and runs must be at least 1");
        }
        if (replay < 0) {
            throw new IllegalArgumentException("replay must not be negative");
        }
        if (maxTokens < 8 || maxTokens > 512) {
            throw new IllegalArgumentException("maxTokens must lie in 8..512, was " + maxTokens);
        }
        if (!(inferenceRate > 0) || !(stanceRate > 0)) {
            throw new IllegalArgumentException("the learning rates must be above 0");
        }
    }
}
