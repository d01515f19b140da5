package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.canard.indexer.rule.RuleBook;
import java.nio.file.Path;

/**
 * The rules of moderators.
 *
 * @param file holds them, read at start; none if it is empty
 */
public record RuleSettings(
        @JsonPropertyDescription("Rules of moderators, read at start (see RULES.md); empty for none")
        String file) {

    public static final RuleSettings DEFAULTS = new RuleSettings("");

    /**
     * Reads the rules and tests their examples.
     *
     * @throws dev.canard.indexer.rule.RuleException if they cannot be used
     */
    public RuleBook load() {
        return file.isEmpty() ? RuleBook.EMPTY : RuleBook.load(Path.of(file));
    }
}
