package dev.canard.ingest;

import com.ibm.icu.text.SpoofChecker;
import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Letters that look like letters of another script, by Unicode's table of confusables.
 *
 * @see <a href="https://www.unicode.org/reports/tr39/">Unicode Technical Standard 39: Unicode Security Mechanisms</a>
 */
final class LookAlikes {

    static final int NONE = -1;

    private static final SpoofChecker CHECKER =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    private static final Map<UnicodeScript, Alphabet> ALPHABETS = Map.of(
            UnicodeScript.LATIN, Alphabet.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            UnicodeScript.CYRILLIC, Alphabet.of("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄЈЅ"),
            UnicodeScript.GREEK, Alphabet.of("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"));

    private LookAlikes() {}

    /** The letter of an alphabet that a letter of another script looks like, of the same case; {@link #NONE} if there is none. */
    static int in(UnicodeScript script, int letter) {
        @Nullable Alphabet alphabet = ALPHABETS.get(script);
        return alphabet == null ? NONE : alphabet.like(letter);
    }

    private record Alphabet(Map<String, Integer> upper, Map<String, Integer> lower) {

        static Alphabet of(String capitals) {
            Map<String, Integer> upper = new HashMap<>();
            Map<String, Integer> lower = new HashMap<>();
            capitals.chars().forEach(letter -> {
                upper.putIfAbsent(shape(letter), letter);
                lower.putIfAbsent(shape(Character.toLowerCase(letter)), Character.toLowerCase(letter));
            });
            return new Alphabet(upper, lower);
        }

        int like(int letter) {
            return (Character.isUpperCase(letter) ? upper : lower).getOrDefault(shape(letter), NONE);
        }

        private static String shape(int letter) {
            return CHECKER.getSkeleton(Character.toString(letter));
        }
    }
}
