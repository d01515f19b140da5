package dev.canard.indexer.rule;

import java.util.List;

/**
 * Texts of posts that prove a rule.
 *
 * @param matches those that meet it
 * @param ignores those that do not
 */
public record RuleExamples(List<String> matches, List<String> ignores) {

    /** @throws IllegalArgumentException if no example meets the rule */
    public RuleExamples {
        matches = Rule.orNone(matches);
        ignores = Rule.orNone(ignores);
        if (matches.isEmpty()) {
            throw new IllegalArgumentException("examples.matches must hold at least one text");
        }
    }
}
