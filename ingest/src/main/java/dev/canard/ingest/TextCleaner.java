package dev.canard.ingest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the text of a post readable for language tools: it takes out what is not language (links, handles, markup,
 * decoration, invisible characters), undoes what hides a word from a search (look-alikes of other scripts, digits for letters,
 * letters kept apart), and keeps, for each character that stays, where it came from.
 *
 * <p>Each step is one pass over the text. Whatever the text holds, the time is linear in its length.
 */
public final class TextCleaner {

    private static final int MOST_REPEATS = 3;
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s++");
    private static final Pattern MARKS = Pattern.compile("[!?]{2,}+");

    private TextCleaner() {}

    /** Cleans a text; its result may be empty. */
    public static CleanedText clean(String original) {
        Set<String> links = new LinkedHashSet<>();
        AlignedText text = AlignedText.of(original);
        // References first: they may stand for any of the characters that the other steps look at.
        text = Characters.unescaped(text);
        text = Characters.visible(text);
        text = Characters.composed(text);
        text = Characters.plainlyMarked(text);
        SocialMarkup.@Nullable Signature signature = SocialMarkup.signature(text);
        text = signature == null ? text : text.cut(0, signature.start());
        text = SocialMarkup.withoutLinks(text, links);
        text = Homoglyphs.undone(text);
        text = DisguisedWords.joined(text);
        text = DisguisedWords.decoded(text);
        text = DisguisedWords.shortened(text);
        text = SocialMarkup.withoutRepostPrefix(text);
        text = SocialMarkup.withoutFirstMentions(text);
        text = SocialMarkup.withoutLastTags(text);
        text = SocialMarkup.withTagsAsWords(text);
        text = withoutRepeatedMarks(text);
        text = withoutRepeatedSymbols(text);
        text = withSingleSpaces(text);
        return new CleanedText(text.toCleanText(), List.copyOf(links), signature == null ? null : signature.author());
    }

    /** One mark for several: the first question mark, or else the first. */
    private static AlignedText withoutRepeatedMarks(AlignedText text) {
        AlignedText.Edit edit = text.edit();
        Matcher marks = MARKS.matcher(text.text());
        while (marks.find()) {
            int kept = Math.max(0, marks.group().indexOf('?')) + marks.start();
            edit.drop(marks.start(), kept);
            edit.drop(kept + 1, marks.end());
        }
        return edit.done();
    }

    /** At most three times the same sign in a row, as in an ellipsis; more of them draw a line. */
    private static AlignedText withoutRepeatedSymbols(AlignedText text) {
        String from = text.text();
        AlignedText.Edit edit = text.edit();
        int run = 0;
        for (int i = 0; i < from.length(); i++) {
            char sign = from.charAt(i);
            run = i > 0 && from.charAt(i - 1) == sign ? run + 1 : 1;
            if (run > MOST_REPEATS && isSign(sign)) {
                edit.drop(i, i + 1);
            }
        }
        return edit.done();
    }

    private static boolean isSign(char character) {
        return !Character.isLetterOrDigit(character)
                && !Character.isWhitespace(character)
                && !Character.isSurrogate(character);
    }

    /** One space, or one line break if there is one, between words; none around the text. */
    private static AlignedText withSingleSpaces(AlignedText text) {
        AlignedText.Edit edit = text.edit();
        Matcher space = WHITE_SPACE.matcher(text.text());
        while (space.find()) {
            if (space.start() == 0 || space.end() == text.length()) {
                edit.drop(space.start(), space.end());
            } else {
                int kept = space.start() + Math.max(0, space.group().indexOf('\n'));
                edit.drop(space.start(), kept);
                edit.drop(kept + 1, space.end());
            }
        }
        return edit.done();
    }
}
