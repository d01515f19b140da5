package dev.canard.ingest;

import dev.canard.event.CleanText;
import dev.canard.event.Post;
import dev.canard.event.Span;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * What a post has in common with its copies: its words without case, accents, punctuation, emoji, handles, links, articles and calls to
 * pass it on. Whoever copies a text and disguises it changes these first. Marks that are vowels, tones or other consonants are no accents.
 *
 * <p>Two forms are copies of each other if they are equal, or if here and there a word is misspelled. One word more or less is none: it may
 * be "not". Nor is another number, a question instead of a statement, or a sign that marks the text as false.
 *
 * @param words in order
 * @param asks whether it holds a question mark
 * @param marked whether it holds an emoji by which people mark what is false
 */
public record CopyForm(List<String> words, boolean asks, boolean marked) {

    /** With fewer words there are no misspelled copies: too much would be one. */
    private static final int LEAST_WORDS = 6;

    /** One word in so many may be misspelled, beside one in each of the two. */
    private static final int WORDS_FOR_A_SLIP = 10;

    /** With so many words one may have become another one: it is more likely a slip than another text. */
    private static final int LEAST_WORDS_FOR_A_SLIP_INTO_A_WORD = 10;

    /** Of a long text only so much counts, so that no text costs more than a bounded time. */
    private static final int MOST_WORDS = 2_000;

    /** So often tags and calls may take turns at the end of a text. */
    private static final int MOST_CALLS_BETWEEN_TAGS = 3;

    private static final int LEAST_LETTERS = 4;

    /** In words of so many letters two slips may come together. */
    private static final int LONG_WORD = 8;

    private static final Pattern HANDLE = Pattern.compile("@[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*+");
    private static final Pattern ELONGATION = Pattern.compile("(\\p{L})\\1{2,}+");
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    /** Negations and numbers in words, as they stand in forms, without apostrophes: another word in their place changes what is said. */
    private static final Set<String> DECISIVE = Set.of(
            "cant",
            "dont",
            "doesnt",
            "didnt",
            "isnt",
            "arent",
            "wasnt",
            "werent",
            "wont",
            "wouldnt",
            "couldnt",
            "shouldnt",
            "hasnt",
            "havent",
            "hadnt",
            "aint",
            "mustnt",
            "neednt",
            "never",
            "nobody",
            "nothing",
            "neither",
            "without",
            "cannot",
            "three",
            "seven",
            "eight",
            "first",
            "third",
            "eleven",
            "twelve",
            "thirty",
            "forty",
            "fifty",
            "sixty");

    /** Crosses, signs that forbid, a liar's nose, and caps, with which people call a lie. */
    private static final int[] MARKS_OF_FALSEHOOD = {
        0x274C, 0x274E, 0x2716, 0x1F6AB, 0x26D4, 0x1F925, 0x1F9E2, 0x1F44E, 0x1F4A9, 0x1F921
    };

    private static final char ARABIC_QUESTION_MARK = '\u061F';

    /** To be looked for in the original: the cleaner makes a semicolon of it. */
    private static final char GREEK_QUESTION_MARK = '\u037E';

    /** Scripts whose words are the same without their marks, and what is in all scripts, such as digits. */
    private static final Set<UnicodeScript> SCRIPTS_WITH_ACCENTS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.HEBREW,
            UnicodeScript.ARABIC,
            UnicodeScript.COMMON);

    private static final Set<List<String>> CALLS_TO_SHARE = read("calls-to-share.txt");

    private static final int LONGEST_CALL =
            CALLS_TO_SHARE.stream().mapToInt(List::size).max().orElse(0);

    private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance(2);

    private static final int FINGERPRINT_DIGITS = 32;

    public CopyForm {
        words = List.copyOf(words);
    }

    /** The form of a post. It may have no words. */
    public static CopyForm of(Post post) {
        String text = withoutSignatureAndHandles(post.text());
        CleanText clean = TextCleaner.clean(text).text();
        return new CopyForm(
                wordsBetweenCalls(text, clean),
                asks(clean.value(), post.text()),
                post.text().codePoints().anyMatch(CopyForm::isMarkOfFalsehood));
    }

    /** Links are gone from the clean text: an address with a question mark asks nothing. */
    private static boolean asks(String clean, String original) {
        return clean.indexOf('?') >= 0
                || clean.indexOf(ARABIC_QUESTION_MARK) >= 0
                || original.indexOf(GREEK_QUESTION_MARK) >= 0;
    }

    /** To the cleaner handles within a text are words of it. */
    private static String withoutSignatureAndHandles(String text) {
        SocialMarkup.@Nullable Signature signature = SocialMarkup.signature(AlignedText.of(text));
        String unsigned = signature == null ? text : text.substring(0, signature.start());
        return HANDLE.matcher(unsigned).replaceAll(" ");
    }

    /**
     * The words without calls at either end. A tag before a call ends what is said as much as one that ends the text, which the cleaner drops: where
     * there are tags, what stands before the calls is cleaned once more.
     *
     * @param clean what the cleaner makes of the text
     */
    private static List<String> wordsBetweenCalls(String text, CleanText clean) {
        String rest = text;
        CleanText cleaned = clean;
        List<String> words = words(cleaned.value());
        Span said = betweenCalls(words);
        for (int i = 0; i < MOST_CALLS_BETWEEN_TAGS && said.end() < words.size() && rest.indexOf('#') >= 0; i++) {
            Span kept = new Span(0, endOfWords(said.end(), cleaned.value()));
            rest = rest.substring(0, cleaned.toOriginal(kept).end());
            cleaned = TextCleaner.clean(rest).text();
            words = words(cleaned.value());
            said = betweenCalls(words);
        }
        return words.subList(said.start(), said.end());
    }

    /** Where the next word begins after so many. */
    private static int endOfWords(int count, String clean) {
        int end = 0;
        int more = clean.length() + 1;
        while (more - end > 1) {
            int middle = (end + more) / 2;
            if (words(clean.substring(0, middle)).size() <= count) {
                end = middle;
            } else {
                more = middle;
            }
        }
        return end;
    }

    /** The same for the same form, and only for it: the first 128 bits of a SHA-256, in hexadecimal. */
    public String fingerprint() {
        String all = String.join(" ", words) + (asks ? " ?" : "") + (marked ? " !" : "");
        return DigestUtils.sha256Hex(all).substring(0, FINGERPRINT_DIGITS);
    }

    /** Whether one is a copy of the other. */
    public boolean isCopyOf(CopyForm other) {
        if (asks != other.asks || marked != other.marked || words.size() != other.words.size()) {
            return false;
        }
        int slips = words.size() < LEAST_WORDS ? 0 : 2 + words.size() / WORDS_FOR_A_SLIP;
        int slipsIntoWords = words.size() < LEAST_WORDS_FOR_A_SLIP_INTO_A_WORD ? 0 : 1;
        for (int i = 0; i < words.size(); i++) {
            String mine = words.get(i);
            String its = other.words.get(i);
            if (!mine.equals(its)) {
                boolean intoWord = exists(mine) && exists(its);
                if (slips-- == 0
                        || (intoWord && slipsIntoWords-- == 0)
                        || !(intoWord ? isSlipIntoAWord(mine, its) : isSlip(mine, its))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean exists(String word) {
        return DECISIVE.contains(word) || EnglishWords.frequency(word) != EnglishWords.UNKNOWN;
    }

    /**
     * Whether one of two words, of which one at least is none, is the other one misspelled, or both are a third. The first letter is seldom
     * missed, and where it differs it may deny the rest (<i>unsafe</i>, <i>illegal</i>).
     */
    private static boolean isSlip(String one, String other) {
        int letters = Math.min(one.length(), other.length());
        if (letters < LEAST_LETTERS
                || one.charAt(0) != other.charAt(0)
                || !isOf(one, Character::isLetter)
                || !isOf(other, Character::isLetter)) {
            return false;
        }
        boolean twoSlips = letters > LEAST_LETTERS && !exists(one) && !exists(other);
        int distance = DISTANCE.apply(one, other);
        return distance >= 0 && distance <= (letters >= LONG_WORD || twoSlips ? 2 : 1);
    }

    /**
     * Whether one of two words may stand there by mistake for the other: a letter is left out, doubled or swapped within it (<i>filed</i> for
     * <i>filmed</i>). No letter has another in its place (<i>injected</i> is not <i>infected</i>), and the ends are the same (<i>eighty</i>
     * is not <i>eight</i>, nor <i>raised</i> <i>raise</i>).
     */
    private static boolean isSlipIntoAWord(String one, String other) {
        return Math.min(one.length(), other.length()) > LEAST_LETTERS
                && one.charAt(0) == other.charAt(0)
                && one.charAt(one.length() - 1) == other.charAt(other.length() - 1)
                && !DECISIVE.contains(one)
                && !DECISIVE.contains(other)
                && (one.length() != other.length() || Arrays.equals(sorted(one), sorted(other)))
                && DISTANCE.apply(one, other) == 1;
    }

    private static int[] sorted(String word) {
        return word.chars().sorted().toArray();
    }

    private static boolean isOf(String word, IntPredicate kind) {
        return word.codePoints().allMatch(kind);
    }

    private static boolean isMarkOfFalsehood(int character) {
        for (int mark : MARKS_OF_FALSEHOOD) {
            if (mark == character) {
                return true;
            }
        }
        return false;
    }

    private static List<String> words(String clean) {
        String text = Normalizer.normalize(clean, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int base = 0;
        int end;
        for (int start = 0; start < text.length() && words.size() < MOST_WORDS; start = end) {
            int character = text.codePointAt(start);
            end = start + Character.charCount(character);
            if (isApostrophe(character)) {
                continue;
            }
            if (isMark(character)) {
                if (!word.isEmpty() && !SCRIPTS_WITH_ACCENTS.contains(UnicodeScript.of(base))) {
                    word.appendCodePoint(character);
                }
                continue;
            }
            if (standsAlone(character) || standsAlone(base)) {
                add(words, word);
            }
            base = character;
            if (standsAlone(character) || Character.isLetterOrDigit(character)) {
                word.appendCodePoint(character);
            } else if (isDecimalPoint(text, start)) {
                word.append('.');
            } else if (!isThousandsMark(text, start)) {
                add(words, word);
            }
        }
        add(words, word);
        return words;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            String added = ELONGATION.matcher(word).replaceAll("$1");
            if (!ARTICLES.contains(added)) {
                words.add(added);
            }
            word.setLength(0);
        }
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isApostrophe(int character) {
        return character == '\'' || character == 0x2019 || character == '`' || character == 0x02BC;
    }

    /** Where words are not kept apart, each character is one; a percent sign changes a number. */
    private static boolean standsAlone(int character) {
        UnicodeScript script = UnicodeScript.of(character);
        return Character.isIdeographic(character)
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.THAI
                || character == '%';
    }

    /** {@code 1,000} is {@code 1000}, but {@code 3.5} is not {@code 35}. */
    private static boolean isThousandsMark(String text, int place) {
        return isBetweenDigits(text, place) && digitsAfter(text, place) == 3;
    }

    private static boolean isDecimalPoint(String text, int place) {
        return isBetweenDigits(text, place) && digitsAfter(text, place) != 3;
    }

    private static boolean isBetweenDigits(String text, int place) {
        char mark = text.charAt(place);
        return (mark == '.' || mark == ',')
                && place > 0
                && Character.isDigit(text.charAt(place - 1))
                && digitsAfter(text, place) > 0;
    }

    /** So many digits follow, counted to four. */
    private static int digitsAfter(String text, int place) {
        int digits = 0;
        while (digits < 4 && place + 1 + digits < text.length() && Character.isDigit(text.charAt(place + 1 + digits))) {
            digits++;
        }
        return digits;
    }

    /** The words between the calls at either end; all words if nothing else is there. */
    private static Span betweenCalls(List<String> words) {
        int start = 0;
        int end = words.size();
        int cut;
        do {
            cut = 0;
            for (int length = Math.min(LONGEST_CALL, end - start); length > 0 && cut == 0; length--) {
                if (CALLS_TO_SHARE.contains(words.subList(start, start + length))) {
                    cut = length;
                    start += length;
                } else if (CALLS_TO_SHARE.contains(words.subList(end - length, end))) {
                    cut = length;
                    end -= length;
                }
            }
        } while (cut > 0);
        return start == end ? new Span(0, words.size()) : new Span(start, end);
    }

    private static Set<List<String>> read(String resource) {
        return ShippedResource.lines(CopyForm.class, resource).stream()
                .map(line -> List.of(line.split(" ")))
                .collect(Collectors.toUnmodifiableSet());
    }
}
