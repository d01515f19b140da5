package dev.canard.classifier.corenlp;

import java.util.Arrays;

/**
 * A text that CoreNLP's lexer takes in linear time, with the way back. The lexer is quadratic in runs without white space
 * (100 kB of {@code "} take over 25 s), so that long runs are broken by spaces. Where the text shouts it is put in lower case,
 * since the tagger and the recogniser of names were trained on newspapers.
 */
final class LexerText {

    private static final int LONGEST_RUN = 100;

    /** Few capitals are an acronym or two; the share is that of a text with hardly a lower-case word. */
    private static final int FEWEST_SHOUTED = 12;

    private static final int SHOUTED_TO_LOWER = 3;

    private final String text;
    private final int[] origins;

    private LexerText(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    static LexerText of(String original) {
        char[] characters = (shouts(original) ? quiet(original) : original).toCharArray();
        StringBuilder text = new StringBuilder(characters.length + characters.length / LONGEST_RUN + 1);
        int[] origins = new int[characters.length + characters.length / LONGEST_RUN + 2];
        int run = 0;
        for (int i = 0; i < characters.length; i++) {
            run = Character.isWhitespace(characters[i]) ? 0 : run + 1;
            if (run > LONGEST_RUN && !Character.isLowSurrogate(characters[i])) {
                origins[text.length()] = i;
                text.append(' ');
                run = 1;
            }
            origins[text.length()] = i;
            text.append(characters[i]);
        }
        origins[text.length()] = characters.length;
        return new LexerText(text.toString(), Arrays.copyOf(origins, text.length() + 1));
    }

    String text() {
        return text;
    }

    /** Index in the original of the character at an index of this text, or of its end. */
    int origin(int index) {
        return origins[index];
    }

    private static boolean shouts(String text) {
        long upper = text.chars().filter(Character::isUpperCase).count();
        long lower = text.chars().filter(Character::isLowerCase).count();
        return upper > FEWEST_SHOUTED && upper > SHOUTED_TO_LOWER * lower;
    }

    /** Lower case but for the first letter of each sentence. Character by character, so that no index moves. */
    private static String quiet(String text) {
        StringBuilder quiet = new StringBuilder(text.length());
        boolean first = true;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            quiet.append(first ? character : Character.toLowerCase(character));
            if (Character.isLetter(character)) {
                first = false;
            } else if (".!?\n".indexOf(character) >= 0) {
                first = true;
            }
        }
        return quiet.toString();
    }
}
