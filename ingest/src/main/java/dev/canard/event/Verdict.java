package dev.canard.event;

/** What a fact-check found out about a claim, over the scales of all publishers. */
public enum Verdict {
    TRUE,
    MOSTLY_TRUE,
    /** Part true, part false. */
    MIXED,
    /** True words that make one believe what is false, or out of context. */
    MISLEADING,
    MOSTLY_FALSE,
    FALSE,
    /** A picture, recording or document that was changed. */
    ALTERED,
    /** Words, pictures or deeds that belong to somebody else or to another time or place. */
    MISATTRIBUTED,
    SCAM,
    SATIRE,
    /** Neither shown nor refuted. */
    UNPROVEN,
    /** The rating was given in words that no rule maps, or not at all. */
    UNKNOWN
}
