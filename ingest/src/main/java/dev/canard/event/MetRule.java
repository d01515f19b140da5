package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A curated rule that a post meets.
 *
 * @param id the rule's id
 * @param version changes with whatever of the rule changes a judgement
 * @param description what the rule is for
 * @param shadow whether the rule is only tried: then it raises no alert
 * @param words where the words that meet it stand in the post's original text, in order, the first ones of many
 */
public record MetRule(
        @JsonPropertyDescription("The rule's id") String id,

        @JsonPropertyDescription("Changes with whatever of the rule changes a judgement")
        String version,

        @JsonPropertyDescription("What the rule is for") @Nullable
        String description,

        @JsonPropertyDescription("Whether the rule is only tried: then it raises no alert")
        boolean shadow,

        @JsonPropertyDescription("Where the words that meet it stand in the post's original text")
        List<Span> words) {

    public MetRule {
        words = List.copyOf(words);
    }
}
