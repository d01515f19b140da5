package dev.canard.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import morfologik.fsa.FSA;
import morfologik.fsa.FSATraversal;
import morfologik.fsa.MatchResult;
import morfologik.stemming.Dictionary;

/**
 * The words of LanguageTool's American English spelling dictionary, with how frequent each is. Tells a disguised word from
 * what only looks like one. Thread-safe; an inquiry takes time linear in the word's length.
 */
final class EnglishWords {

    /** What {@link #frequency} gives for what is no word. */
    static final int UNKNOWN = -1;

    static final int LONGEST = 24;

    private static final String RESOURCE = "/org/languagetool/resource/en/hunspell/en_US.dict";

    private static final FSA WORDS = read();

    /** Ends a word in the automaton; a letter for the frequency follows it. */
    private static final byte SEPARATOR = '+';

    private static final byte LEAST_FREQUENT = 'A';

    private EnglishWords() {}

    /**
     * How frequent a word is, whatever its case: 0 for rare ones and names, 21 for the most frequent, about one more for
     * each 1.5 times as frequent; {@link #UNKNOWN} for what is no word.
     */
    static int frequency(String word) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return UNKNOWN;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        String title = lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
        return Math.max(exactly(lower), exactly(title));
    }

    /** Whether something is a word that is not written with a capital. */
    static boolean isCommon(String word) {
        return word.length() <= LONGEST && exactly(word.toLowerCase(Locale.ROOT)) != UNKNOWN;
    }

    private static int exactly(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        FSATraversal traversal = new FSATraversal(WORDS);
        MatchResult match = traversal.match(bytes);
        if (match.kind != MatchResult.SEQUENCE_IS_A_PREFIX) {
            return UNKNOWN;
        }
        int end = WORDS.getArc(match.node, SEPARATOR);
        if (end == 0 || WORDS.isArcTerminal(end)) {
            return UNKNOWN;
        }
        int frequency = WORDS.getFirstArc(WORDS.getEndNode(end));
        return frequency == 0 ? UNKNOWN : WORDS.getArcLabel(frequency) - LEAST_FREQUENT;
    }

    private static FSA read() {
        URL resource = EnglishWords.class.getResource(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("no resource " + RESOURCE);
        }
        try {
            return Dictionary.read(resource).fsa;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
