package dev.canard.event;

/**
 * Signs in a sentence of how its author stands to what it says.
 *
 * @param negated it holds a negation ("not", "never", "no")
 * @param question it asks
 * @param attributed it gives somebody else's words ("according to", "claims that")
 * @param refuting it holds a word of refutation ("hoax", "debunked", "false")
 * @param quoted all of it stands in quotation marks
 */
public record AssertionCues(boolean negated, boolean question, boolean attributed, boolean refuting, boolean quoted) {

    /** A plain statement. */
    public static final AssertionCues NONE = new AssertionCues(false, false, false, false, false);
}
