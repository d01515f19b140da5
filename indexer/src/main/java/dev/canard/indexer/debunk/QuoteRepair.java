package dev.canard.indexer.debunk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Escapes quotation marks that a page's template put into JSON strings as they are, for instance
 * {@code {"claimReviewed": "He said "no" twice"}}.
 *
 * <p>A quotation mark ends a string only where JSON can go on after it: a key before a colon, a value of an object before
 * the closing brace or before a comma and the next key, a value of an array before the closing bracket or before a comma and the
 * next value. Every other one belongs to the text. A text that itself looks like JSON cannot be told apart; then the result
 * is no JSON either, or wrong in that string only. Takes time linear in the length of the text.
 */
final class QuoteRepair {

    private static final Pattern AFTER_KEY = Pattern.compile("\\s*+:");
    private static final Pattern AFTER_VALUE_IN_OBJECT =
            Pattern.compile("\\s*+(?:}|,\\s*+(?:}|\"[^\"\\\\]{1,100}+\"\\s*+:)|\\z)");
    private static final Pattern AFTER_VALUE_IN_ARRAY = Pattern.compile("\\s*+(?:]|,\\s*+[\\]\"{\\[\\-0-9tfn])");

    private final String text;
    private final StringBuilder repaired;
    private final StringBuilder open = new StringBuilder();
    private boolean key;

    private QuoteRepair(String text) {
        this.text = text;
        this.repaired = new StringBuilder(text.length() + 16);
    }

    static String repair(String text) {
        return new QuoteRepair(text).run();
    }

    private String run() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            repaired.append(c);
            at++;
            switch (c) {
                case '{', '[' -> {
                    open.append(c);
                    key = c == '{';
                }
                case '}', ']' -> {
                    open.setLength(Math.max(0, open.length() - 1));
                    key = false;
                }
                case ',' -> key = inObject();
                case ':' -> key = false;
                case '"' -> at = string(at);
                default -> {}
            }
        }
        return repaired.toString();
    }

    /** Copies a string from behind its opening mark to behind its closing one. */
    private int string(int from) {
        Pattern end = key ? AFTER_KEY : inObject() ? AFTER_VALUE_IN_OBJECT : AFTER_VALUE_IN_ARRAY;
        Matcher follows = end.matcher(text);
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            at++;
            if (c == '\\' && at < text.length()) {
                repaired.append(c).append(text.charAt(at));
                at++;
            } else if (c != '"') {
                repaired.append(c);
            } else if (follows.region(at, text.length()).lookingAt()) {
                repaired.append(c);
                return at;
            } else {
                repaired.append("\\\"");
            }
        }
        return at;
    }

    private boolean inObject() {
        return !open.isEmpty() && open.charAt(open.length() - 1) == '{';
    }
}
