package dev.canard.indexer.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a post that meets a rule becomes an alert. Whatever it says, spreading must be the post's likeliest stance.
 *
 * @param threshold P(spreads) from which the post alerts, above 0, at most 1; null for that of the general policy
 * @param languages the languages of posts that the rule is for, BCP 47 tags without regions, in which its threshold holds; empty
 *     for all, where those that the encoders do not know need the general policy's threshold for them at least
 * @param minimumWords posts of fewer words never alert; null for as many as in the general policy
 */
public record RulePolicy(
        @Nullable Double threshold,
        List<String> languages,
        @Nullable Integer minimumWords) {

    /** As the general policy. */
    public static final RulePolicy GENERAL = new RulePolicy(null, List.of(), null);

    /** @throws IllegalArgumentException if a value cannot be */
    public RulePolicy {
        languages = Rule.orNone(languages);
        if (threshold != null && !(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("policy.threshold must lie above 0 and at most at 1, was " + threshold);
        }
        if (minimumWords != null && minimumWords < 0) {
            throw new IllegalArgumentException("policy.minimum-words must not be negative, was " + minimumWords);
        }
    }
}
