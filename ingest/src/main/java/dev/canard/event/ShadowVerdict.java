package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What a policy that is only tried would make of a post, beside what the policy in force makes of it. No alert comes of it.
 *
 * @param policy the id of the policy, marked {@code shadow:}
 * @param effect how it differs
 * @param debunkId the debunk that it is about
 * @param probability that the post is about the debunk's claim and spreads it, 0 to 1
 */
public record ShadowVerdict(
        @JsonPropertyDescription("The policy that is only tried, marked shadow:")
        String policy,

        @JsonPropertyDescription("How it differs from the policy in force")
        Effect effect,

        @JsonPropertyDescription("The debunk that it is about")
        String debunkId,

        @JsonPropertyDescription("That the post is about the debunk's claim and spreads it")
        double probability) {

    /** How two policies differ on a post and a debunk. */
    public enum Effect {
        /** Only the policy that is tried would alert. */
        NEW,
        /** Only the policy in force alerts. */
        LOST,
        /** Both alert. */
        KEPT
    }
}
