package dev.canard.indexer.match;

import dev.canard.event.Debunk;
import dev.canard.event.Verdict;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/** Debunks that say the same: claim and title are equal but for case, quotes and punctuation, and so is the verdict. */
public final class Twins {

    /** Which of some twins stands for all: shorter ids first, so that numbers sort by value. */
    public static final Comparator<Debunk> FIRST = Comparator.comparing(
            Debunk::id, Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]++");

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

    private static String words(String text) {
        return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
