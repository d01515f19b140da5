package dev.canard.ingest;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** The steps of {@link TextCleaner} that look at single characters. */
final class Characters {

    /** An HTML character reference. Without its semicolon it is more often an ampersand. */
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});");

    /** More marks on one character than any script needs; bounds what {@link #composed} has to sort. */
    private static final int MOST_MARKS = 4;

    private static final int FIRST_CIRCLED = 0x24B6;

    /** Of three alphabets of capitals in squares and circles, each begins 32 after the one before. */
    private static final int FIRST_SQUARED = 0x1F130;

    /** Makes an emoji of the character before. */
    private static final char EMOJI_STYLE = 0xFE0F;

    private Characters() {}

    /** Replaces HTML character references by their characters. */
    static AlignedText unescaped(AlignedText text) {
        if (text.text().indexOf('&') < 0) {
            return text;
        }
        AlignedText.Edit edit = text.edit();
        Matcher reference = REFERENCE.matcher(text.text());
        while (reference.find()) {
            String character = Parser.unescapeEntities(reference.group(), false);
            if (!character.equals(reference.group())) {
                edit.replace(reference.start(), reference.end(), character);
            }
        }
        return edit.done();
    }

    /**
     * Drops what cannot be seen and what cannot be text, makes all white space a space or a line break, puts a space in
     * place of pictographs, and plain characters in place of styled ones.
     */
    static AlignedText visible(AlignedText text) {
        String from = text.text();
        AlignedText.Edit edit = text.edit();
        int marks = 0;
        int end;
        for (int start = 0; start < from.length(); start = end) {
            int character = from.codePointAt(start);
            end = start + Character.charCount(character);
            if (isBetween(character, ' ', '~') || character == '\n') {
                marks = 0;
                continue;
            }
            marks = isMark(character) ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                edit.drop(start, end);
            } else if (character == '\t' || Character.getType(character) == Character.SPACE_SEPARATOR) {
                edit.replace(start, end, " ");
            } else if (isLineBreak(character)) {
                edit.replace(start, end, "\n");
            } else if (isInvisible(character)) {
                edit.drop(start, end);
            } else if (isEnclosed(character) && touchesALetter(from, start, end)) {
                edit.replace(start, end, enclosedLetter(character));
            } else if (isPictograph(character)) {
                edit.replace(start, end, " ");
            } else if (isStyled(character)) {
                edit.replace(start, end, Normalizer.normalize(Character.toString(character), Form.NFKC));
            }
        }
        return edit.done();
    }

    /** Composes characters to NFC, each together with its marks, so that the rest stays aligned. */
    static AlignedText composed(AlignedText text) {
        String from = text.text();
        if (Normalizer.isNormalized(from, Form.NFC)) {
            return text;
        }
        AlignedText.Edit edit = text.edit();
        int start = 0;
        while (start < from.length()) {
            int end = start + Character.charCount(from.codePointAt(start));
            while (end < from.length() && joinsThePrevious(from.codePointAt(end))) {
                end += Character.charCount(from.codePointAt(end));
            }
            String cluster = from.substring(start, end);
            String composed = Normalizer.normalize(cluster, Form.NFC);
            if (!composed.equals(cluster)) {
                edit.replace(start, end, composed);
            }
            start = end;
        }
        return edit.done();
    }

    /** Leaves at most one of the marks that go with any script; more of them are decoration. */
    static AlignedText plainlyMarked(AlignedText text) {
        String from = text.text();
        AlignedText.Edit edit = text.edit();
        boolean marked = false;
        int end;
        for (int start = 0; start < from.length(); start = end) {
            int character = from.codePointAt(start);
            end = start + Character.charCount(character);
            boolean mark =
                    isMark(character) && Character.UnicodeScript.of(character) == Character.UnicodeScript.INHERITED;
            if (mark && marked) {
                edit.drop(start, end);
            }
            marked = mark;
        }
        return edit.done();
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether a character can become one with the one before: marks, and the vowels and finals of Hangul. */
    private static boolean joinsThePrevious(int character) {
        return isMark(character) || isBetween(character, 0x1160, 0x11FF);
    }

    private static boolean isLineBreak(int character) {
        return character == '\r'
                || character == 0x0B
                || character == '\f'
                || character == 0x85
                || character == 0x2028
                || character == 0x2029;
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.ENCLOSING_MARK -> true;
            // Variation selectors, joiners without a shape, the replacement character and the blank letters of Hangul.
            default ->
                isBetween(character, 0xFE00, 0xFE0F)
                        || isBetween(character, 0xE0100, 0xE01EF)
                        || isBetween(character, 0x180B, 0x180F)
                        || isBetween(character, 0x17B4, 0x17B5)
                        || character == 0x034F
                        || character == 0xFFFC
                        || character == 0xFFFD
                        || character == 0x115F
                        || character == 0x1160
                        || character == 0x3164
                        || character == 0xFFA0;
        };
    }

    /** Emoji, dingbats and other pictures. Signs such as ©, ° or ™ stand in sentences and stay. */
    private static boolean isPictograph(int character) {
        return character >= 0x2190
                && (Character.isEmojiPresentation(character)
                        || Character.isExtendedPictographic(character)
                        || (character <= 0x2BFF && Character.getType(character) == Character.OTHER_SYMBOL));
    }

    /** Letters in circles and squares. */
    private static boolean isEnclosed(int character) {
        return isBetween(character, FIRST_CIRCLED, 0x24E9)
                || (isBetween(character, FIRST_SQUARED, 0x1F189) && (character - FIRST_SQUARED) % 0x20 < 26);
    }

    private static String enclosedLetter(int character) {
        int letter = character < FIRST_SQUARED
                ? (character - FIRST_CIRCLED < 26 ? 'A' : 'a' - 26) + character - FIRST_CIRCLED
                : 'A' + (character - FIRST_SQUARED) % 0x20;
        return Character.toString(letter);
    }

    /** Alone such a character is a sign: a car park, a blood group. */
    private static boolean touchesALetter(String text, int start, int end) {
        int next = end < text.length() && text.charAt(end) == EMOJI_STYLE ? end + 1 : end;
        int before = start > 0 && text.charAt(start - 1) == EMOJI_STYLE ? start - 1 : start;
        return (next < text.length() && isLetterOrEnclosed(text.codePointAt(next)))
                || (before > 0 && isLetterOrEnclosed(text.codePointBefore(before)));
    }

    private static boolean isLetterOrEnclosed(int character) {
        return Character.isLetter(character) || isEnclosed(character);
    }

    /** Mathematical and full-width letters and digits, with which posts feign typefaces or hide from a search. */
    private static boolean isStyled(int character) {
        return isBetween(character, 0x1D400, 0x1D7FF) || isBetween(character, 0xFF01, 0xFF5E);
    }

    private static boolean isBetween(int character, int first, int last) {
        return first <= character && character <= last;
    }
}
