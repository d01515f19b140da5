package dev.canard.ingest;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Undoes words that hide from a search behind letters of another script, as in {@code vассinе} with three Cyrillic letters.
 *
 * <p>A word of two scripts is written in the one of which all its letters are or could be. A word that is wholly of
 * look-alikes counts as disguised only in a text that holds no other word of its script; a single letter only if it is Cyrillic.
 */
final class Homoglyphs {

    private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ";
    private static final String THEIR_LETTERS = "abcdefghijklmnoprstuvwyz";

    private Homoglyphs() {}

    static AlignedText undone(AlignedText text) {
        if (text.text().chars().noneMatch(Homoglyphs::isSuspect)) {
            return text;
        }
        List<Word> words = words(text.text());
        boolean proper = words.stream().anyMatch(Word::isProperlyForeign);
        boolean disguised = words.stream().anyMatch(Word::isMixed);
        int latin = words.stream().mapToInt(word -> word.latin).sum();
        int foreign = words.stream().mapToInt(word -> word.foreign).sum();
        AlignedText.Edit edit = text.edit();
        for (Word word : words) {
            if (word.isMixed()) {
                boolean foreignText = proper && foreign > latin;
                boolean toForeign = word.fitsForeign() && (foreignText || !word.fitsLatin());
                if (toForeign || word.fitsLatin()) {
                    rewrite(text.text(), word, toForeign ? word.script : UnicodeScript.LATIN, edit);
                }
            } else if (word.foreign > 0 && word.fitsLatin() && !proper) {
                if (disguised || (latin > foreign && !word.isSymbol())) {
                    rewrite(text.text(), word, UnicodeScript.LATIN, edit);
                }
            } else if (word.isOfSmallCapitals()) {
                enlarge(text.text(), word, edit);
            }
        }
        return edit.done();
    }

    private static boolean isSuspect(int character) {
        return character >= 0x250 && Character.isLetter(character);
    }

    private static void rewrite(String text, Word word, UnicodeScript script, AlignedText.Edit edit) {
        int end;
        for (int i = word.start; i < word.end; i = end) {
            int letter = text.codePointAt(i);
            end = i + Character.charCount(letter);
            if (isLetterOfAScript(letter) && UnicodeScript.of(letter) != script) {
                edit.replace(i, end, Character.toString(LookAlikes.in(script, letter)));
            }
        }
    }

    private static void enlarge(String text, Word word, AlignedText.Edit edit) {
        for (int i = word.start; i < word.end; i++) {
            int letter = SMALL_CAPITALS.indexOf(text.charAt(i));
            if (letter >= 0) {
                edit.replace(i, i + 1, THEIR_LETTERS.substring(letter, letter + 1));
            }
        }
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int first = text.codePointAt(start);
            if (Character.isLetter(first)) {
                Word word = new Word(text, start);
                words.add(word);
                start = word.end;
            } else {
                start += Character.charCount(first);
            }
        }
        return words;
    }

    private static boolean isLetterOfAScript(int character) {
        UnicodeScript script = UnicodeScript.of(character);
        return Character.isLetter(character) && script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED;
    }

    /** A run of letters, and of what scripts they are. */
    private static final class Word {

        private final int start;
        private final int end;
        private int latin;
        private int foreign;
        private int smallCapitals;

        /** Foreign letters that look like Latin ones. */
        private int likeLatin;

        /** Latin letters that look like ones of {@link #script}. */
        private int likeForeign;

        /** The script of the first letter that is not Latin. */
        private UnicodeScript script = UnicodeScript.UNKNOWN;

        private boolean ofSeveralForeign;

        Word(String text, int start) {
            this.start = start;
            int i = start;
            while (i < text.length()) {
                int character = text.codePointAt(i);
                if (!Character.isLetter(character) && Character.getType(character) != Character.NON_SPACING_MARK) {
                    break;
                }
                if (isLetterOfAScript(character)) {
                    count(character);
                }
                i += Character.charCount(character);
            }
            end = i;
            if (isMixed()) {
                text.substring(start, end)
                        .codePoints()
                        .filter(letter -> UnicodeScript.of(letter) == UnicodeScript.LATIN)
                        .forEach(letter -> likeForeign += LookAlikes.in(script, letter) == LookAlikes.NONE ? 0 : 1);
            }
        }

        private void count(int letter) {
            UnicodeScript of = UnicodeScript.of(letter);
            if (of == UnicodeScript.LATIN) {
                latin++;
                smallCapitals += SMALL_CAPITALS.indexOf(letter) >= 0 ? 1 : 0;
                return;
            }
            ofSeveralForeign |= foreign > 0 && of != script;
            script = foreign == 0 ? of : script;
            foreign++;
            likeLatin += LookAlikes.in(UnicodeScript.LATIN, letter) == LookAlikes.NONE ? 0 : 1;
        }

        boolean isMixed() {
            return latin > 0 && foreign > 0;
        }

        boolean fitsLatin() {
            return likeLatin == foreign;
        }

        boolean fitsForeign() {
            return likeForeign == latin && !ofSeveralForeign;
        }

        /** Phonetic scripts have one here and there. */
        boolean isOfSmallCapitals() {
            return smallCapitals > 2 && 2 * smallCapitals > latin;
        }

        /** Single letters of other alphabets stand for quantities and in lists, those of the Cyrillic one hardly ever. */
        boolean isSymbol() {
            return foreign == 1 && script != UnicodeScript.CYRILLIC;
        }

        boolean isProperlyForeign() {
            return latin == 0 && !fitsLatin();
        }
    }
}
