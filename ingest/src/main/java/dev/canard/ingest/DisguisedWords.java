package dev.canard.ingest;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Undoes English words that hide behind digits ({@code v4cc1ne}), spaces or marks ({@code v a c c i n e}), or repeated letters
 * ({@code vacciiiine}). What is undone must be a word of {@link EnglishWords}; all else stays as it is, {@code 5G},
 * {@code covid19} and {@code U.S.S.R.} too.
 */
final class DisguisedWords {

    private static final String SIGNS = "013457889@$!|";
    private static final String THEIR_LETTERS = "oleastbbgasil";

    /** A word with a digit or sign, of bounded length; no handle. */
    private static final Pattern CODED = Pattern.compile(
            "(?<![\\p{L}\\p{N}@_.])(?=[\\p{Alpha}@$!|]{0,24}[0-9@$!|])[\\p{Alnum}$][\\p{Alnum}@$!|]{1,23}+"
                    + "(?![\\p{L}\\p{N}@_]|\\.[\\p{L}\\p{N}])");

    private static final BitSet IN_CODED = WordMatcher.telling("0123456789@$!|");

    /** Shorter ones come about by chance. */
    private static final int SHORTEST_SURE = 5;

    /** So many sure words make it likely that others of the text are in disguise too. */
    private static final int ENOUGH_SURE = 2;

    private static final int FREQUENT = 8;

    /** For each of them two letters are tried. */
    private static final int MOST_ONES = 3;

    private static final String SPACERS = " .*_·•~-";

    private static final Pattern SPACED = Pattern.compile(
            "(?<![\\p{L}\\p{N}@#'’])\\p{Alpha}(?=([" + SPACERS + "]))(?:\\1\\p{Alpha}(?![\\p{L}\\p{N}'’])){3,79}+");

    private static final int SHORTEST_SPACED = 4;

    /** Splitting one into words costs up to 2,000 inquiries; nobody writes a hundred. */
    private static final int MOST_SPACED = 100;

    private static final Pattern REPEATED = Pattern.compile(
            "(?<![\\p{L}\\p{N}@])(?=\\p{Alpha}{0,60}(\\p{Alpha})\\1\\1)\\p{Alpha}{4,60}+(?![\\p{L}\\p{N}])");

    private static final Pattern RUN = Pattern.compile("(\\p{Alpha})\\1{2,}+");

    private static final Pattern NUMERAL = Pattern.compile("[IVXLCDM]++");

    private static final int MOST_RUNS = 4;

    private DisguisedWords() {}

    /** Puts letters for the digits and signs that stand in their place. */
    static AlignedText decoded(AlignedText text) {
        List<Coded> words = new ArrayList<>();
        WordMatcher coded = new WordMatcher(CODED, text.text(), IN_CODED);
        while (coded.find()) {
            String word = withoutLastMarks(coded.match().group());
            @Nullable String plain = decoded(word);
            if (plain != null) {
                words.add(new Coded(coded.match().start(), word, plain));
            }
        }
        boolean frequent = words.stream().filter(Coded::isSure).count() >= ENOUGH_SURE;
        AlignedText.Edit edit = text.edit();
        for (Coded word : words) {
            if (word.isSure() || (frequent && EnglishWords.frequency(word.plain) >= FREQUENT)) {
                for (int i = 0; i < word.plain.length(); i++) {
                    if (word.plain.charAt(i) != word.coded.charAt(i)) {
                        edit.replace(word.start + i, word.start + i + 1, word.plain.substring(i, i + 1));
                    }
                }
            }
        }
        return edit.done();
    }

    /** A mark at the end of a sentence is no letter. */
    private static String withoutLastMarks(String word) {
        int end = word.length();
        while (end > 0 && "!|".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(0, end);
    }

    private record Coded(int start, String coded, String plain) {

        /** Long enough, no name, at least half of it letters, and one of the signs between letters. */
        boolean isSure() {
            long letters = coded.chars().filter(Character::isLetter).count();
            return plain.length() >= SHORTEST_SURE
                    && 2 * letters >= plain.length()
                    && coded.matches(".*\\p{Alpha}[^\\p{Alpha}]{1,4}\\p{Alpha}.*")
                    && EnglishWords.isCommon(plain);
        }
    }

    /** The most frequent word that something coded can stand for, null if there is none. */
    private static @Nullable String decoded(String coded) {
        boolean shouted = coded.chars().noneMatch(Character::isLowerCase);
        StringBuilder plain = new StringBuilder(coded);
        List<Integer> ones = new ArrayList<>();
        boolean changed = false;
        for (int i = 0; i < coded.length(); i++) {
            char sign = coded.charAt(i);
            int letter = SIGNS.indexOf(sign);
            if (letter >= 0) {
                char plainLetter = THEIR_LETTERS.charAt(letter);
                plain.setCharAt(i, shouted ? Character.toUpperCase(plainLetter) : plainLetter);
                changed = true;
            } else if (!Character.isLetter(sign)) {
                return null;
            }
            if (sign == '1') {
                ones.add(i);
            }
        }
        boolean hasLetter = coded.chars().anyMatch(Character::isLetter);
        return changed && hasLetter && ones.size() <= MOST_ONES ? mostFrequent(plain, ones, shouted) : null;
    }

    private static @Nullable String mostFrequent(StringBuilder plain, List<Integer> ones, boolean shouted) {
        @Nullable String best = null;
        for (int choice = 0; choice < 1 << ones.size(); choice++) {
            for (int i = 0; i < ones.size(); i++) {
                char letter = (choice >> i & 1) == 0 ? 'i' : 'l';
                plain.setCharAt(ones.get(i), shouted ? Character.toUpperCase(letter) : letter);
            }
            best = better(best, plain.toString());
        }
        return best;
    }

    private static @Nullable String better(@Nullable String best, String word) {
        int frequency = EnglishWords.frequency(word);
        return frequency > (best == null ? EnglishWords.UNKNOWN : EnglishWords.frequency(best)) ? word : best;
    }

    /** Joins letters that are kept apart, where they are a word or several. */
    static AlignedText joined(AlignedText text) {
        if (!holdsSpaced(text.text())) {
            return text;
        }
        AlignedText.Edit edit = text.edit();
        Matcher spaced = SPACED.matcher(text.text());
        for (int found = 0; found < MOST_SPACED && spaced.find(); found++) {
            StringBuilder letters = new StringBuilder();
            for (int i = spaced.start(); i < spaced.end(); i += 2) {
                letters.append(text.text().charAt(i));
            }
            int letter = 0;
            for (int length : lengths(letters.toString())) {
                for (int i = letter; i < letter + length - 1; i++) {
                    int mark = spaced.start() + 2 * i + 1;
                    edit.drop(mark, mark + 1);
                }
                letter += length;
                int gap = spaced.start() + 2 * letter - 1;
                if (letter < letters.length() && text.text().charAt(gap) != ' ') {
                    edit.replace(gap, gap + 1, " ");
                }
            }
        }
        return edit.done();
    }

    /** What {@link #SPACED} needs, told without it: the same spacer thrice, at every other place. */
    private static boolean holdsSpaced(String text) {
        for (int i = 1; i + 4 < text.length(); i++) {
            char spacer = text.charAt(i);
            if (text.charAt(i + 2) == spacer && text.charAt(i + 4) == spacer && SPACERS.indexOf(spacer) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Of what lengths the words are that letters can be split into; empty where they make none. */
    private static List<Integer> lengths(String letters) {
        if (letters.length() >= SHORTEST_SPACED && EnglishWords.isCommon(letters)) {
            return List.of(letters.length());
        }
        return Segmentation.lengths(letters);
    }

    /**
     * Shortens letters that are repeated more than twice, to once or twice, whichever makes a word. In what is no word either
     * way, more than three of them are shortened to two.
     */
    static AlignedText shortened(AlignedText text) {
        if (!holdsRepeated(text.text())) {
            return text;
        }
        AlignedText.Edit edit = text.edit();
        Matcher repeated = REPEATED.matcher(text.text());
        while (repeated.find()) {
            if (NUMERAL.matcher(repeated.group()).matches()) {
                continue;
            }
            List<int[]> runs = new ArrayList<>();
            Matcher run = RUN.matcher(repeated.group().toLowerCase(Locale.ROOT));
            while (run.find()) {
                runs.add(new int[] {run.start(), run.end()});
            }
            int kept = runs.size() > MOST_RUNS ? 0 : kept(repeated.group(), runs);
            for (int i = 0; i < runs.size(); i++) {
                int length = kept < 0 ? lengthInUnknownWord(repeated.group(), runs.get(i)) : (kept >> i & 1) + 1;
                edit.drop(repeated.start() + runs.get(i)[0] + length, repeated.start() + runs.get(i)[1]);
            }
        }
        return edit.done();
    }

    /** What {@link #REPEATED} needs, told without it. */
    private static boolean holdsRepeated(String text) {
        for (int i = 2; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (text.charAt(i - 1) == letter && text.charAt(i - 2) == letter && Character.isLetter(letter)) {
                return true;
            }
        }
        return false;
    }

    /** Two letters for four and more. Three may be a numeral, and a word of one letter a sound. */
    private static int lengthInUnknownWord(String word, int[] run) {
        int length = run[1] - run[0];
        return length > 3 && length < word.length() ? 2 : length;
    }

    /** Which of the runs stay double, as bits, in the word that this makes; as many as can be; -1 if it makes none. */
    private static int kept(String word, List<int[]> runs) {
        int best = -1;
        for (int choice = 0; choice < 1 << runs.size(); choice++) {
            StringBuilder shorter = new StringBuilder(word);
            for (int i = runs.size() - 1; i >= 0; i--) {
                shorter.delete(runs.get(i)[0] + (choice >> i & 1) + 1, runs.get(i)[1]);
            }
            boolean better = best < 0 || Integer.bitCount(choice) > Integer.bitCount(best);
            if (better && shorter.length() > 1 && EnglishWords.frequency(shorter.toString()) != EnglishWords.UNKNOWN) {
                best = choice;
            }
        }
        return best;
    }
}
