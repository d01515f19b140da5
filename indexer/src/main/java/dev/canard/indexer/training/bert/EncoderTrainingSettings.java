package dev.canard.indexer.training.bert;

/**
 * How a sentence encoder is trained.
 *
 * @param batch posts in a step
 * @param maxTokens how much of a text is read
 * @param rate highest learning rate
 * @param temperature by which cosines are divided: the lower, the more the nearest wrong debunk counts
 * @param seed decides the order, and which text of a debunk a post meets
 */
public record EncoderTrainingSettings(int batch, int maxTokens, double rate, double temperature, long seed) {

    public static final EncoderTrainingSettings DEFAULTS = new EncoderTrainingSettings(32, 96, 3e-5, .05, 7);

    public EncoderTrainingSettings {
        if (batch < 2) {
            throw new IllegalArgumentException("a batch must hold 2 posts or more, each is compared with the others");
        }
        if (maxTokens < 8 || maxTokens > 512) {
            throw new IllegalArgumentException("maxTokens must lie in 8..512, was " + maxTokens);
        }
        if (!(rate > 0) || !(temperature > 0)) {
            throw new IllegalArgumentException("rate and temperature must be above 0");
        }
    }
}
