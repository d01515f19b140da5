package dev.canard.indexer.training.bert;

import java.util.Random;
import java.util.regex.Pattern;

/**
 * Writes a text in another style: other marks at the ends of sentences, slips of the keyboard. What it says stays the same,
 * so that a model which sees both learns to look past them.
 */
final class Restyling {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=\\p{L})[.!](?=\\s|$)");
    private static final Pattern LAST_MARK = Pattern.compile("[.!]$");
    private static final String[] MARKS = {".", "!", "", "..."};

    /** Of the words of four letters or more, one in so many gets a slip. */
    private static final int WORDS_PER_SLIP = 8;

    private static final int SHORTEST_WORD = 4;

    private final Random random;

    Restyling(Random random) {
        this.random = random;
    }

    String restyled(String text) {
        String marked = random.nextBoolean() ? SENTENCE_END.matcher(text).replaceAll(_ -> mark()) : withOtherEnd(text);
        return random.nextInt(3) == 0 ? withSlips(marked) : marked;
    }

    /** A text after the claim that it is about, in the claim's own words, as when somebody copies a headline and adds a line. */
    String restyledAfter(String claim, String text) {
        return withOtherEnd(claim) + " " + restyled(text);
    }

    private String mark() {
        return MARKS[random.nextInt(MARKS.length)];
    }

    private String withOtherEnd(String text) {
        boolean asks = text.endsWith("?");
        return asks ? text : LAST_MARK.matcher(text).replaceFirst("") + mark();
    }

    private String withSlips(String text) {
        String[] words = text.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            if (words[i].length() >= SHORTEST_WORD
                    && words[i].chars().allMatch(Character::isLetter)
                    && random.nextInt(WORDS_PER_SLIP) == 0) {
                words[i] = withSlip(words[i]);
            }
        }
        return String.join(" ", words);
    }

    /** The first letter stays: it is the one that is hit. */
    private String withSlip(String word) {
        int at = 1 + random.nextInt(word.length() - 2);
        String before = word.substring(0, at);
        String after = word.substring(at + 1);
        char letter = word.charAt(at);
        return switch (random.nextInt(3)) {
            case 0 -> before + after;
            case 1 -> before + letter + letter + after;
            default -> before + after.charAt(0) + letter + after.substring(1);
        };
    }
}
