package dev.canard.indexer.debunk;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a rating, as they are compared with the table: in lower case, without what spellings differ in. */
final class RatingWords {

    /** A word of its own: before it stands whose rating it is. */
    static final String COLON = ":";

    /** Ratings are short; beyond this, text is an explanation. In UTF-16 code units. */
    private static final int LONGEST_RATING = 300;

    /** {@code #FakeNews} */
    private static final Pattern JOINED = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    private static final Pattern NON_JOINER = Pattern.compile("\\u200C");

    /** What is not seen: characters of format and of control, apart from white space. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}&&\\S]");

    /** Apostrophes, Latin accents, Arabic vowel signs and fillers, the dot below letters of Hindi. */
    private static final Pattern MARKS = Pattern.compile("['’ʼ`\\u0300-\\u036F\\u0640\\u064B-\\u065F\\u0670\\u093C]");

    private static final Pattern ARABIC_ARTICLE = Pattern.compile("(?<!\\p{L})ال(?=\\p{IsArabic}{3})");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}:]+");

    private RatingWords() {}

    /** As much of the text as is looked at. */
    static String bounded(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_RATING));
    }

    /** The words, and each colon as a word. */
    static List<String> of(String text) {
        String seen = UNSEEN.matcher(NON_JOINER.matcher(bounded(text)).replaceAll(" "))
                .replaceAll("");
        String decomposed = Normalizer.normalize(JOINED.matcher(seen).replaceAll(" "), Normalizer.Form.NFKD);
        String plain = MARKS.matcher(decomposed)
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ı", "i")
                .replace("ß", "ss")
                .replace(COLON, " : ");
        return BETWEEN_WORDS
                .splitAsStream(ARABIC_ARTICLE.matcher(plain).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
