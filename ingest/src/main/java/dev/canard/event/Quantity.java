package dev.canard.event;

/**
 * A number that a claim mentions.
 *
 * @param text the words that give it
 * @param value its normalised value as CoreNLP writes it, for instance {@code $3000000.0} or {@code >=5.0}
 * @param span where it stands in the post's original text
 */
public record Quantity(String text, String value, Span span) {}
