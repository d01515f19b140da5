package dev.canard.indexer.debunk;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Bounds of what a fact-check may hold, and how sure its claim must be.
 *
 * @param maxBytes a payload with more bytes is a dead letter
 * @param claimLength where a claim is cut, in characters
 * @param titleLength where a title, a subtitle and a publisher's name are cut, in characters
 * @param bodyLength where an article is cut, in characters
 * @param articleConfidence how sure the claim of an article without markup must be, 0 to 1; one below it is a dead letter
 *     that names the proposal, for a person to decide
 */
public record DebunkSettings(
        @JsonPropertyDescription("A fact-check with more bytes is a dead letter")
        int maxBytes,

        @JsonPropertyDescription("Where a claim is cut, in characters")
        int claimLength,

        @JsonPropertyDescription("Where a title, a subtitle and a publisher's name are cut, in characters")
        int titleLength,

        @JsonPropertyDescription("Where an article is cut, in characters")
        int bodyLength,

        @JsonPropertyDescription(
                "How sure the claim of an article without markup must be, 0 to 1; below it is a dead letter")
        double articleConfidence) {

    public static final DebunkSettings DEFAULTS = new DebunkSettings(1 << 20, 1_000, 500, 20_000, 0.7);

    public DebunkSettings {
        atLeastOne("max-bytes", maxBytes);
        atLeastOne("claim-length", claimLength);
        atLeastOne("title-length", titleLength);
        atLeastOne("body-length", bodyLength);
        if (!(articleConfidence >= 0 && articleConfidence <= 1)) {
            throw new IllegalArgumentException("article-confidence must lie in 0..1, was " + articleConfidence);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
