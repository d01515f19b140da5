package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * A sentence of a post that states something.
 *
 * @param text the clean sentence
 * @param span where it stands in the post's original text
 * @param checkWorthiness how likely a fact-checker would want to check it, 0 to 1
 * @param cues how its author stands to it
 * @param entities whom and what it names
 * @param quantities the numbers in it
 */
public record Claim(
        @JsonPropertyDescription("The clean sentence") String text,

        @JsonPropertyDescription("Where it stands in the post's original text, in UTF-16 code units")
        Span span,

        @JsonPropertyDescription("How likely a fact-checker would want to check it, 0 to 1")
        double checkWorthiness,

        @JsonPropertyDescription("How its author stands to it")
        AssertionCues cues,

        @JsonPropertyDescription("Whom and what it names") List<Entity> entities,
        @JsonPropertyDescription("The numbers in it") List<Quantity> quantities) {

    public Claim {
        if (!(checkWorthiness >= 0 && checkWorthiness <= 1)) {
            throw new IllegalArgumentException("check-worthiness must lie in 0..1, was " + checkWorthiness);
        }
        entities = List.copyOf(entities);
        quantities = List.copyOf(quantities);
    }
}
