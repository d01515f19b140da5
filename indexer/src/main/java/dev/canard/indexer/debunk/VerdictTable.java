package dev.canard.indexer.debunk;

import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Maps publishers' ratings to verdicts: by their words first, by their number only where no word maps, and to
 * {@link Verdict#UNKNOWN} where neither does.
 *
 * <p>Words are looked up in {@code verdicts.tsv}, the longest phrase at each place first. One wrong verdict costs more than many
 * unknown ones, so:
 *
 * <ul>
 *   <li>phrases that contradict each other ("true … false") map to nothing;
 *   <li>"true" beside a word that limits it ("true but misleading") gives way to that word;
 *   <li>"true" counts only where nothing else is said ("hardly true", "a true story" map to nothing);
 *   <li>a phrase behind a negation ("not entirely false") maps to nothing, unless the table has it with its negation.
 * </ul>
 *
 * <p>Numbers are read on the scale that comes with them, whichever way it runs; some publishers count up to the worst without
 * saying so, which is why words go first.
 */
final class VerdictTable {

    private static final String RESOURCE = "verdicts.tsv";

    /** Ratings are short; beyond this, text is an explanation. In UTF-16 code units. */
    private static final int LONGEST_RATING = 300;

    /** How many words before a phrase a negation reaches it. */
    private static final int NEGATION_REACH = 2;

    private static final double DEFAULT_WORST = 1;
    private static final double DEFAULT_BEST = 5;

    private static final Set<Verdict> SUPPORTING = EnumSet.of(Verdict.TRUE, Verdict.MOSTLY_TRUE);
    private static final Set<Verdict> LIMITING = EnumSet.of(Verdict.MIXED, Verdict.MISLEADING, Verdict.UNPROVEN);
    private static final Set<Verdict> REFUTING = EnumSet.of(
            Verdict.MISLEADING,
            Verdict.MOSTLY_FALSE,
            Verdict.FALSE,
            Verdict.ALTERED,
            Verdict.MISATTRIBUTED,
            Verdict.SCAM,
            Verdict.SATIRE);

    private static final Set<String> NEGATIONS = Set.of(
            "not", "no", "never", "nor", "isnt", "arent", "wasnt", "without", "nicht", "kein", "keine", "pas", "non",
            "nao", "niet", "geen", "nie", "ne", "не", "tidak", "bukan", "degil", "inte", "ikke");

    /** Words that say nothing about the verdict. */
    private static final Set<String> NEUTRAL = Set.of(
            "rating",
            "rated",
            "rate",
            "verdict",
            "conclusion",
            "result",
            "finding",
            "our",
            "we",
            "the",
            "a",
            "an",
            "this",
            "that",
            "it",
            "its",
            "is",
            "was",
            "are",
            "as",
            "claim",
            "claims",
            "statement",
            "post",
            "story",
            "information",
            "fact",
            "check",
            "factcheck",
            "status",
            "and",
            "completely",
            "entirely",
            "totally");

    private static final String COLON = ":";
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036f'’ʼ`]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}:]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,9}(?:\\.\\d{1,9})?");

    private final Map<String, Verdict> phrases;
    private final int longestPhrase;

    private VerdictTable(Map<String, Verdict> phrases) {
        this.phrases = phrases;
        this.longestPhrase = phrases.keySet().stream()
                .mapToInt(phrase -> phrase.split(" ").length)
                .max()
                .orElse(0);
    }

    /**
     * Reads the table from the class path.
     *
     * @throws IllegalStateException if a phrase stands there twice
     */
    static VerdictTable load() {
        Map<String, Verdict> phrases = new HashMap<>();
        try (InputStream resource = Objects.requireNonNull(VerdictTable.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] columns = line.split("\t", 2);
                    String phrase = String.join(" ", words(columns[1]));
                    if (phrases.put(phrase, Verdict.valueOf(columns[0])) != null) {
                        throw new IllegalStateException(RESOURCE + " has this phrase twice: " + phrase);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new VerdictTable(phrases);
    }

    /** The verdict of a rating, with the rule that led to it. */
    Rating rate(DraftRating rating) {
        String original = rating.text();
        Rating byText = original == null ? null : byText(original);
        if (byText != null) {
            return byText;
        }
        String value = rating.value();
        return value == null
                ? new Rating(
                        Verdict.UNKNOWN, original, original == null ? "none given" : "none: words not in the table")
                : byNumber(original, value, rating.worst(), rating.best());
    }

    private @Nullable Rating byText(String original) {
        List<String> words = words(original);
        List<Hit> hits = hits(words);
        if (hits.isEmpty() || hits.stream().anyMatch(hit -> isNegated(hit, words))) {
            return null;
        }
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        hits.forEach(hit -> verdicts.add(hit.verdict));
        Hit first = hits.getFirst();
        if (REFUTING.containsAll(verdicts) || (verdicts.size() == 1 && !SUPPORTING.contains(first.verdict))) {
            return rating(first, original);
        }
        if (SUPPORTING.containsAll(verdicts)) {
            return verdicts.size() == 1 && saysNothingElse(hits, words) ? rating(first, original) : null;
        }
        verdicts.removeAll(SUPPORTING);
        return verdicts.size() == 1 && LIMITING.containsAll(verdicts)
                ? rating(limit(hits), original)
                : new Rating(Verdict.UNKNOWN, original, "none: contradictory words");
    }

    private static Hit limit(List<Hit> hits) {
        return hits.stream()
                .filter(hit -> LIMITING.contains(hit.verdict))
                .findFirst()
                .orElseThrow();
    }

    private static Rating rating(Hit hit, String original) {
        return new Rating(hit.verdict, original, "text:" + hit.phrase);
    }

    private List<Hit> hits(List<String> words) {
        List<Hit> hits = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            Hit hit = longestAt(at, words);
            if (hit == null) {
                at++;
            } else {
                hits.add(hit);
                at = hit.end;
            }
        }
        return hits;
    }

    private @Nullable Hit longestAt(int start, List<String> words) {
        for (int end = Math.min(words.size(), start + longestPhrase); end > start; end--) {
            String phrase = String.join(" ", words.subList(start, end));
            Verdict verdict = phrases.get(phrase);
            if (verdict != null) {
                return new Hit(phrase, verdict, start, end);
            }
        }
        return null;
    }

    private static boolean isNegated(Hit hit, List<String> words) {
        return words.subList(Math.max(0, hit.start - NEGATION_REACH), hit.start).stream()
                .anyMatch(NEGATIONS::contains);
    }

    /** Whether nothing but phrases and neutral words follows the last colon: before it stands whose rating it is. */
    private static boolean saysNothingElse(List<Hit> hits, List<String> words) {
        int from = words.lastIndexOf(COLON) + 1;
        List<String> rest = new ArrayList<>();
        for (int at = from; at < words.size(); at++) {
            int place = at;
            if (hits.stream().noneMatch(hit -> hit.start <= place && place < hit.end)) {
                rest.add(words.get(at));
            }
        }
        return hits.getFirst().start >= from && NEUTRAL.containsAll(rest);
    }

    private static Rating byNumber(
            @Nullable String original, String value, @Nullable String worst, @Nullable String best) {
        double number = number(value, Double.NaN);
        double from = number(worst, DEFAULT_WORST);
        double to = number(best, DEFAULT_BEST);
        if (Double.isNaN(number + from + to)) {
            return new Rating(Verdict.UNKNOWN, original, "none: a number that is none");
        }
        String scale = "%s of %s..%s".formatted(plain(number), plain(from), plain(to));
        double share = (number - from) / (to - from);
        if (from == to || share < 0 || share > 1) {
            return new Rating(Verdict.UNKNOWN, original, "none: number outside its scale, " + scale);
        }
        return new Rating(ofShare(share), original, "number:" + scale);
    }

    /** Five steps of equal width around the five of Google's profile. */
    private static Verdict ofShare(double share) {
        if (share < 0.125) {
            return Verdict.FALSE;
        }
        if (share < 0.375) {
            return Verdict.MOSTLY_FALSE;
        }
        if (share <= 0.625) {
            return Verdict.MIXED;
        }
        return share <= 0.875 ? Verdict.MOSTLY_TRUE : Verdict.TRUE;
    }

    private static double number(@Nullable String text, double absent) {
        if (text == null) {
            return absent;
        }
        return NUMBER.matcher(text.strip()).matches() ? Double.parseDouble(text.strip()) : Double.NaN;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? "" + (long) number : "" + number;
    }

    /** Lower-case words without Latin diacritics and apostrophes; a colon is a word of its own. */
    private static List<String> words(String text) {
        String bounded = text.substring(0, Math.min(text.length(), LONGEST_RATING));
        String plain = MARKS.matcher(Normalizer.normalize(bounded, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace(COLON, " : ");
        return BETWEEN_WORDS
                .splitAsStream(plain)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A phrase of the table in a text, from the word at {@code start} to before the one at {@code end}. */
    private record Hit(String phrase, Verdict verdict, int start, int end) {}
}
