package dev.canard.classifier;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Bounds of what is read of a post. They keep the cost of any post below about 100 ms of CPU.
 *
 * @param maxTextLength characters of the clean text that are read; the rest gives no claims
 * @param maxSentenceTokens longer sentences are split, at a clause if one ends in time
 * @param maxClaims claims of a post that are kept, the first ones
 * @param encodeClaims whether check-worthiness reads the first claims of a post with an encoder too
 */
public record ClassifierSettings(
        @JsonPropertyDescription("Characters of the clean text that are read; the rest gives no claims")
        int maxTextLength,

        @JsonPropertyDescription("Longer sentences are split, at a clause if one ends in time")
        int maxSentenceTokens,

        @JsonPropertyDescription("Claims of a post that are kept, the first ones")
        int maxClaims,

        @JsonPropertyDescription(
                "Whether check-worthiness reads the first claims of a post with an encoder too: surer, at three times the CPU")
        boolean encodeClaims) {

    public static final ClassifierSettings DEFAULTS = new ClassifierSettings(4_000, 80, 60, false);

    public ClassifierSettings {
        if (maxTextLength < 1) {
            throw new IllegalArgumentException("max-text-length must be at least 1, was " + maxTextLength);
        }
        if (maxSentenceTokens < 10) {
            throw new IllegalArgumentException("max-sentence-tokens must be at least 10, was " + maxSentenceTokens);
        }
        if (maxClaims < 1) {
            throw new IllegalArgumentException("max-claims must be at least 1, was " + maxClaims);
        }
    }
}
