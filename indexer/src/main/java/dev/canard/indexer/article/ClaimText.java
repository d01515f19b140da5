package dev.canard.indexer.article;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a sentence that stands alone of the words after "claims that". */
final class ClaimText {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE;

    private static final Pattern LEADING =
            Pattern.compile("\\A(?:[\\s,:;“”\"'‘’–—-]{1,9}|(?:that|how|falsely|wrongly|incorrectly)\\b){1,6}", FLAGS);

    /** Where the article goes on in its own voice. */
    private static final Pattern OWN_VOICE = Pattern.compile(
            "(?:,|\\s[–—-]{1,2})?\\s(?:but(?! (?:not|also|only)\\b)|although|though|however|yet(?= (?:it|this|that|there|the)\\b)"
                    + "|even though|despite)\\s.*+\\z|;.*+\\z|[,(]\\s?which (?:is|was|are|were|has)\\b.*+\\z"
                    + "|\\s[–—-]{1,2}\\s(?:a|an|this|that|these|which|none|it|they)\\b.*+\\z"
                    + "|,? according to\\b.*+\\z|,? (?:a|the) (?:claim|rumou?r|message|post) that\\b.*+\\z",
            FLAGS | Pattern.DOTALL);

    /** "that …" is the subject, and this says something about it. */
    private static final Pattern PREDICATE = Pattern.compile(
            "(?<kept>\\S.{10,400})\\s(?:is|are|was|were|has|have|had|began|started|went)\\s"
                    + "(?:(?:also|now|been|being|be|widely|going|still|completely|entirely|totally|simply|not|therefore|again|recently|,),?\\s){0,3}"
                    + "(?:circulat\\w{1,6}|spread(?:ing)?|shared|viral|false|fake|untrue|true|baseless|debunked|misleading|unfounded|wrong"
                    + "|incorrect|inaccurate|unproven|making|doing|resurfac\\w{1,4}|fabricated|nonsense|a hoax|a myth|a scam|a lie|satire)\\b.*+",
            FLAGS | Pattern.DOTALL);

    private static final Pattern TRAILING = Pattern.compile("[\\s,:;“”\"'‘’–—(-]{1,9}\\z");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?…]\\z");
    private static final Pattern QUOTED =
            Pattern.compile("\\A[\\s,:]{0,4}[“\"](?<inside>[^”\"]{1,600})[”\"]", Pattern.DOTALL);

    private static final int FEWEST_LEFT = 4;

    /** More than a claim of bounded length ever needs. In UTF-16 code units. */
    private static final int LONGEST = 600;

    private ClaimText() {}

    /**
     * The claim as a sentence.
     *
     * @param words what stands after its source
     * @param subject whether the sentence may go on with what "that …" does, as in "the claim that … is false"
     * @return null if nothing is left
     */
    static @Nullable String clean(String words, boolean subject) {
        String text = words.substring(0, Math.min(words.length(), LONGEST));
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.find() && words(quoted.group("inside")) >= FEWEST_LEFT) {
            text = quoted.group("inside");
        } else {
            text = LEADING.matcher(text).replaceFirst("");
            text = cut(text, OWN_VOICE.matcher(text).replaceFirst(""));
            if (subject) {
                Matcher predicate = PREDICATE.matcher(text);
                text = predicate.matches() ? cut(text, predicate.group("kept")) : text;
            }
        }
        return sentence(text);
    }

    /** The words with a capital first and a full stop last; null if there are no words. */
    static @Nullable String sentence(String words) {
        String text = TRAILING.matcher(LEADING.matcher(words).replaceFirst("").strip())
                .replaceFirst("")
                .strip();
        if (text.isEmpty()) {
            return null;
        }
        String ended = SENTENCE_END.matcher(text).find() ? text : text + ".";
        int first = ended.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + ended.substring(Character.charCount(first));
    }

    static int words(String text) {
        return text.strip().split("\\s+", 100).length;
    }

    private static String cut(String whole, String kept) {
        return words(kept) >= FEWEST_LEFT ? kept : whole;
    }
}
