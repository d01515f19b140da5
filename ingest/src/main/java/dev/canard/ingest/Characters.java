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
            // Variation selectors, the replacement character and the blank letters of Hangul.
            default ->
                isBetween(character, 0xFE00, 0xFE0F)
                        || isBetween(character, 0xE0100, 0xE01EF)
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

    /** Mathematical and full-width letters and digits, with which posts feign typefaces or hide from a search. */
    private static boolean isStyled(int character) {
        return isBetween(character, 0x1D400, 0x1D7FF) || isBetween(character, 0xFF01, 0xFF5E);
    }

    private static boolean isBetween(int character, int first, int last) {
        return first <= character && character <= last;
    }
}
