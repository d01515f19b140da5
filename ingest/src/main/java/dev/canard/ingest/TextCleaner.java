package dev.canard.ingest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
        text = HtmlTags.removed(text);
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
        String from = text.text();
        AlignedText.Edit edit = text.edit();
        int end;
        for (int start = 0; start < from.length(); start = Math.max(end, start + 1)) {
            int kept = start;
            for (end = start; end < from.length() && isMark(from.charAt(end)); end++) {
                kept = from.charAt(kept) == '!' && from.charAt(end) == '?' ? end : kept;
            }
            if (end > start + 1) {
                edit.drop(start, kept);
                edit.drop(kept + 1, end);
            }
        }
        return edit.done();
    }

    private static boolean isMark(char character) {
        return character == '!' || character == '?';
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
        String from = text.text();
        AlignedText.Edit edit = text.edit();
        int end;
        for (int start = 0; start < from.length(); start = end) {
            end = start + 1;
            if (!isSpace(from, start)) {
                continue;
            }
            int kept = start;
            for (; isSpace(from, end); end++) {
                kept = from.charAt(kept) != '\n' && from.charAt(end) == '\n' ? end : kept;
            }
            if (start == 0 || end == from.length()) {
                edit.drop(start, end);
            } else if (end > start + 1) {
                edit.drop(start, kept);
                edit.drop(kept + 1, end);
            }
        }
        return edit.done();
    }

    private static boolean isSpace(String text, int index) {
        return index < text.length() && Character.isWhitespace(text.charAt(index));
    }
}
