package dev.canard.classifier;

import dev.canard.event.Span;
import java.util.BitSet;

/**
 * What of a text stands in double quotation marks. A mark without its partner within reach quotes nothing. Linear in the text's
 * length.
 */
final class Quotations {

    private static final String OPENING = "“„«\"";
    private static final String CLOSING = "”“»\"";

    /** A partner further away belongs to something else. */
    private static final int LONGEST = 1_000;

    private final String text;

    /** The characters between marks, and the marks. */
    private final BitSet quoted;

    private Quotations(String text, BitSet quoted) {
        this.text = text;
        this.quoted = quoted;
    }

    static Quotations of(String text) {
        BitSet quoted = new BitSet(text.length());
        int open = -1;
        for (int i = 0; i < text.length(); i++) {
            if (open >= 0 && i - open > LONGEST) {
                open = -1;
            }
            if (open >= 0 && closes(text, i)) {
                quoted.set(open, i + 1);
                open = -1;
            } else if (open < 0 && opens(text, i)) {
                open = i;
            }
        }
        return new Quotations(text, quoted);
    }

    /** Whether all words of a stretch are quoted. False where it has none. */
    boolean hold(Span span) {
        boolean word = false;
        for (int i = span.start(); i < span.end(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                if (!quoted.get(i)) {
                    return false;
                }
                word = true;
            }
        }
        return word;
    }

    /** Straight marks say by the blanks around them what they are: 5" is an inch. */
    private static boolean opens(String text, int i) {
        return OPENING.indexOf(text.charAt(i)) >= 0
                && i + 1 < text.length()
                && !Character.isWhitespace(text.charAt(i + 1))
                && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)));
    }

    private static boolean closes(String text, int i) {
        return CLOSING.indexOf(text.charAt(i)) >= 0
                && !Character.isWhitespace(text.charAt(i - 1))
                && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)));
    }
}
