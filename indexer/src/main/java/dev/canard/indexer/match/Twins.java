package dev.canard.indexer.match;

import dev.canard.event.Debunk;
import dev.canard.event.Verdict;
import java.util.Comparator;
import java.util.Locale;

/** Debunks that say the same: claim and title are equal but for case, quotes and punctuation, and so is the verdict. */
public final class Twins {

    /** Which of some twins stands for all: shorter ids first, so that numbers sort by value. */
    public static final Comparator<Debunk> FIRST = Comparator.comparing(
            Debunk::id, Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));

    /** Letters, marks and numbers, a bit for each {@link Character#getType type}. */
    private static final int WORD_TYPES = (1 << Character.UPPERCASE_LETTER)
            | (1 << Character.LOWERCASE_LETTER)
            | (1 << Character.TITLECASE_LETTER)
            | (1 << Character.MODIFIER_LETTER)
            | (1 << Character.OTHER_LETTER)
            | (1 << Character.NON_SPACING_MARK)
            | (1 << Character.ENCLOSING_MARK)
            | (1 << Character.COMBINING_SPACING_MARK)
            | (1 << Character.DECIMAL_DIGIT_NUMBER)
            | (1 << Character.LETTER_NUMBER)
            | (1 << Character.OTHER_NUMBER);

    private Twins() {}

    /** What is equal for twins, and only for them. */
    public record Key(String claim, String title, Verdict verdict) {}

    /** The key of a debunk. */
    public static Key key(Debunk debunk) {
        String title = debunk.title();
        return new Key(
                words(debunk.claim()),
                title == null ? "" : words(title),
                debunk.rating().verdict());
    }

    /** The words of a text, by single spaces; without a pattern, since each search asks for all that it finds. */
    private static String words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        boolean inWord = false;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i += Character.charCount(lower.codePointAt(i))) {
            int codePoint = lower.codePointAt(i);
            boolean isOfWord = (WORD_TYPES & (1 << Character.getType(codePoint))) != 0;
            if (isOfWord) {
                words.append(inWord || words.isEmpty() ? "" : " ").appendCodePoint(codePoint);
            }
            inWord = isOfWord;
        }
        return words.toString();
    }
}
