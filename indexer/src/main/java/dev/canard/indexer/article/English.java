package dev.canard.indexer.article;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether the rules of this package can read a text: English has its small words in every sentence. */
final class English {

    /** Words that other languages of the Latin script hardly have. */
    private static final Set<String> SMALL_WORDS = Set.of(
            "the", "of", "and", "to", "that", "it", "for", "with", "are", "this", "not", "is", "have", "has", "by",
            "from", "they", "their", "be", "at", "or", "which", "you", "was", "were", "been", "its", "would", "there");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}'’]+");
    private static final int MOST_READ = 4_000;
    private static final int FEWEST_WORDS = 10;

    /** English prose has 0.3; texts of other languages, names and all, stay below 0.06. */
    private static final double LEAST_SHARE = 0.12;

    private static final int FIRST_OF_OTHER_SCRIPTS = 0x250;

    private English() {}

    /** Whether a text is in English. A text of few words counts as English. */
    static boolean is(String text) {
        List<String> words = Arrays.stream(BETWEEN_WORDS.split(
                        text.substring(0, Math.min(text.length(), MOST_READ)).toLowerCase(Locale.ROOT), -1))
                .filter(word -> !word.isEmpty())
                .toList();
        long small = words.stream().filter(SMALL_WORDS::contains).count();
        return words.size() >= FEWEST_WORDS
                ? small >= LEAST_SHARE * words.size()
                : text.chars().allMatch(c -> c < FIRST_OF_OTHER_SCRIPTS || !Character.isLetter(c));
    }
}
