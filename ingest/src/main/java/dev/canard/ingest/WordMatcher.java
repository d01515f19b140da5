package dev.canard.ingest;

import java.util.BitSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a pattern only in those words of a text, stretches without white space, that hold a character which every match has. Most words
 * of most texts hold none of them, and a look at each of their characters costs far less than the pattern.
 */
final class WordMatcher {

    private final Matcher matcher;
    private final String text;
    private final BitSet telling;
    private int end;

    /**
     * @param pattern whose matches hold no white space; it may look beyond the word
     * @param telling characters, one of which is in each match
     */
    WordMatcher(Pattern pattern, String text, BitSet telling) {
        this.text = text;
        this.telling = telling;
        matcher = pattern.matcher(text).region(0, 0).useTransparentBounds(true).useAnchoringBounds(false);
    }

    /** For the constructor. */
    static BitSet telling(String characters) {
        return characters.chars().collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** Goes to the next match. */
    boolean find() {
        while (!matcher.find()) {
            if (!nextWord()) {
                return false;
            }
        }
        return true;
    }

    private boolean nextWord() {
        int start = end;
        boolean told = false;
        for (; end < text.length(); end++) {
            char character = text.charAt(end);
            if (!Character.isWhitespace(character)) {
                told |= telling.get(character);
            } else if (told) {
                break;
            } else {
                start = end + 1;
            }
        }
        matcher.region(start, end);
        return told;
    }

    /** What was found. */
    MatchResult match() {
        return matcher;
    }
}
