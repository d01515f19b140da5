package dev.canard.indexer.copy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Disguises a text as people who pass it on do: other case, punctuation, emoji, handles, hashtags, links, look-alike letters, calls to share,
 * slips of the keyboard. It says the same afterwards. {@link #contradict} makes what looks like a copy and is none.
 */
final class DisguisedCopies {

    private static final List<String> EMOJI = List.of("🔥", "😱", "⚠️", "🚨", "👀", "💉", "🙏", "😡", "🇺🇸", "👇");
    private static final List<String> HANDLES =
            List.of("@patriot_77", "@jane.doe", "@TruthSeeker", "@news_now", "@bob@social.example", "@0x1234");
    private static final List<String> TAGS = List.of("#WakeUp", "#truth", "#covid", "#nwo", "#breaking", "#health");
    private static final List<String> FIRST_CALLS =
            List.of("BREAKING: ", "Must read: ", "URGENT!! ", "Please share: ", "Attention: ");
    private static final List<String> LAST_CALLS = List.of(
            " Please share!!",
            " RT",
            " Copy and paste",
            " Spread the word.",
            " Share this before they delete it!",
            " pls share");
    private static final String LATIN = "aceopx";
    private static final String CYRILLIC = "асеорх";

    private final RandomGenerator random;

    DisguisedCopies(RandomGenerator random) {
        this.random = random;
    }

    /** A copy with two to five disguises. */
    String disguise(String text) {
        List<Integer> ways = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        Collections.shuffle(ways, new Random(random.nextLong()));
        // Slips first: they are made in words, which other ways take apart.
        List<Integer> chosen =
                ways.subList(0, 2 + random.nextInt(4)).stream().sorted().toList();
        String copy = text;
        for (int way : chosen) {
            copy = disguise(copy, way);
        }
        return copy;
    }

    private String disguise(String text, int way) {
        return switch (way) {
            case 0 -> slip(text);
            case 1 -> otherCase(text);
            case 2 -> otherMarks(text);
            case 3 -> lookAlikes(text);
            case 4 -> oneOf(FIRST_CALLS) + text;
            case 5 -> text + oneOf(LAST_CALLS);
            case 6 -> emoji(text);
            case 7 -> (random.nextBoolean() ? "RT " : "") + oneOf(HANDLES) + (random.nextBoolean() ? ": " : " ") + text;
            case 8 -> text + " " + oneOf(TAGS) + " " + oneOf(TAGS);
            default -> text + " https://t.co/" + Integer.toString(random.nextInt(1 << 30), 36);
        };
    }

    /** Two neighbours swapped, or a letter left out or doubled, within a word that is long enough to be known again. */
    private String slip(String text) {
        String[] words = text.split(" ");
        List<Integer> longWords = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].matches("[a-zA-Z]{6,}")) {
                longWords.add(i);
            }
        }
        if (words.length < 9 || longWords.isEmpty()) {
            return text;
        }
        int at = oneOf(longWords);
        String word = words[at];
        int place = 1 + random.nextInt(word.length() - 3);
        words[at] = switch (random.nextInt(3)) {
            case 0 ->
                word.substring(0, place) + word.charAt(place + 1) + word.charAt(place) + word.substring(place + 2);
            case 1 -> word.substring(0, place) + word.substring(place + 1);
            default -> word.substring(0, place) + word.charAt(place) + word.substring(place);
        };
        return String.join(" ", words);
    }

    private String otherCase(String text) {
        boolean upper = random.nextBoolean();
        return exceptLinks(text, word -> upper ? word.toUpperCase(Locale.ROOT) : word.toLowerCase(Locale.ROOT));
    }

    /** A link with other letters leads elsewhere. */
    private static String exceptLinks(String text, UnaryOperator<String> change) {
        return Pattern.compile("\\S+")
                .matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(
                        word.group().startsWith("http") ? word.group() : change.apply(word.group())));
    }

    private String otherMarks(String text) {
        String mark = oneOf(List.of("!", "!!!", "...", " —", ""));
        return text.replaceAll("[.!](?= |$)", mark).replaceAll(",(?= )", random.nextBoolean() ? " -" : "");
    }

    private String lookAlikes(String text) {
        return exceptLinks(text, word -> {
            StringBuilder changed = new StringBuilder(word);
            for (int i = 0; i < changed.length(); i++) {
                int letter = LATIN.indexOf(changed.charAt(i));
                if (letter >= 0 && random.nextInt(6) == 0) {
                    changed.setCharAt(i, CYRILLIC.charAt(letter));
                }
            }
            return changed.toString();
        });
    }

    private String emoji(String text) {
        String decorated = text.replaceFirst("(?<=[a-z]) (?=[a-z])", " " + oneOf(EMOJI) + " ");
        return oneOf(EMOJI) + " " + decorated + " " + oneOf(EMOJI).repeat(1 + random.nextInt(3));
    }

    /** Nearly the same words, and not the same said. */
    String contradict(String text) {
        List<String> ways = new ArrayList<>(List.of(
                text + " This is false.",
                "FAKE: " + text,
                "Debunked! " + text,
                text + " Nobody should believe that.",
                "❌ " + text,
                "It is not true that " + text,
                text + " lol sure"));
        if (text.matches(".* (is|are|was|were|can|will) .*")) {
            ways.add(text.replaceFirst(" (is|are|was|were|can|will) ", " $1 not "));
            ways.add(text.replaceFirst(" (is|are|was|were|can|will) ", " $1 never "));
        }
        // Not in a link or a handle, where another number says nothing.
        if (text.matches("(.* )?[$£€]?[0-9].*")) {
            ways.add(text.replaceFirst("(^| )([$£€]?)[0-9]", "$1$2" + (1 + random.nextInt(9)) + "0"));
        }
        return oneOf(ways);
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
