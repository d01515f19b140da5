package dev.canard.event;

/** How a post stands to a debunked claim. */
public enum Stance {
    /** It says that the claim is so. */
    SPREADS,
    /** It says that the claim is wrong. */
    REFUTES,
    /** It asks whether the claim is so. */
    QUESTIONS,
    /** It tells that others claim it. */
    REPORTS,
    /** It plays with the claim. */
    JOKES,
    /** It says something true that lies next to the claim. */
    NEARBY_TRUE,
    /** It is about the same things, but not about the claim. */
    SAME_TOPIC
}
