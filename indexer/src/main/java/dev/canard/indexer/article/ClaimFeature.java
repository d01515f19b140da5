package dev.canard.indexer.article;

/**
 * What speaks for or against a text being the claim that an article refutes. A confidence is the logistic function of
 * {@link #BIAS} and the sum of values, each times its weight. The weights are set by hand, so that each reads as what it means.
 */
public enum ClaimFeature {
    /** The article puts it into a box that says "Claim". 0 or 1. */
    LABELLED(5.0),
    /** The headline denies it in so many words: "No, …", "There is no evidence that …", "False: …". 0 or 1. */
    DENIED_BY_HEADLINE(3.2),
    /** The headline says the opposite, though not to whom. 0 or 1. */
    NEGATED_BY_HEADLINE(1.8),
    /** Posts, videos, messages, rumours or people online are said to claim it. 0 or 1. */
    ATTRIBUTED(1.6),
    /** The sentence says that it spreads: viral, circulating, shared, on a network. 0 or 1. */
    SPREADING(1.2),
    /** The sentence says that it is false, or that somebody denies it: "falsely claim", "denied rumours that". 0 or 1. */
    SAID_TO_BE_FALSE(1.2),
    /** Joined to its source by "that", a colon or quotation marks, so that its beginning is sure. 0 or 1. */
    JOINED(0.4),
    /** The share of the headline's words that it has. 0 to 1. */
    TITLE_OVERLAP(1.2),
    /** The share of its words that the article often uses. 0 to 1. */
    KEY_TERMS(0.8),
    /** 1 for the first sentence, 0 for the last. */
    EARLY(0.6),
    /** The article says somewhere that what it is about is false, a scam, satire and so on. 0 or 1. */
    REFUTED(0.8),
    /** The share of its words in the most similar other claim that is attributed, labelled or denied by the headline. 0 to 1. */
    SUPPORTED(1.0),
    /** Others are said to claim all that the headline denies, and more: the title tells the headline already. 0 or 1. */
    DETAILS_HEADLINE(1.5),
    /** A plain sentence: nobody is said to claim it. 0 or 1. */
    UNATTRIBUTED(-2.5),
    /** It begins with a pronoun, and cannot be understood alone. 0 or 1. */
    PRONOUN(-3.0),
    /** It has fewer than five words. 0 or 1. */
    FRAGMENT(-2.5),
    /** It has more than 300 characters. 0 or 1. */
    LONG(-0.8),
    /** It is a question. 0 or 1. */
    QUESTION(-2.5),
    /** It says what is true: "in fact", "a spokesperson said", "there is no evidence". 0 or 1. */
    CORRECTION(-3.0),
    /** It negates what the headline negates. 0 or 1. */
    SIDES_WITH_HEADLINE(-5.0),
    /** The article is in a language that these rules do not know. 0 or 1. */
    OTHER_LANGUAGE(-8.0);

    /** Most sentences are no claims. */
    static final double BIAS = -3.0;

    private final double weight;

    ClaimFeature(double weight) {
        this.weight = weight;
    }

    double weight() {
        return weight;
    }
}
