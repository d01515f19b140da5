package dev.canard.deploy.text;

import dev.canard.event.Debunk;
import dev.canard.event.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A publisher's rating that no rule maps, for the curator of the table. All text is on one line and without control characters.
 *
 * @param rating the publisher's words, empty where it gave none; case and white space as in the first debunk that has them
 * @param publisher empty where it is not known
 * @param count how many debunks have it, at least 1
 * @param rule why it has no verdict
 * @param example the id of a debunk that has it
 * @param url the address of that debunk, empty where it is not known
 */
public record UnmappedRating(String rating, String publisher, int count, String rule, String example, String url) {

    /** The first line of a file of {@link #csv}. */
    public static final String CSV_HEADER = "count,rating,publisher,rule,example,url";

    private static final int LONGEST_FACT = 180;
    private static final int LONGEST_URL = 2_000;

    /** The ratings without a verdict, the most frequent first. Spellings that differ in case or white space are one. */
    public static List<UnmappedRating> of(List<Debunk> debunks) {
        return debunks.stream()
                .filter(debunk -> debunk.rating().verdict() == Verdict.UNKNOWN)
                .map(UnmappedRating::of)
                .collect(Collectors.groupingBy(rating -> List.of(
                        rating.rating.toLowerCase(Locale.ROOT),
                        rating.publisher.toLowerCase(Locale.ROOT),
                        rating.rule)))
                .values()
                .stream()
                .map(same -> same.getFirst().times(same.size()))
                .sorted(Comparator.comparingInt((UnmappedRating rating) -> -rating.count)
                        .thenComparing(UnmappedRating::rating)
                        .thenComparing(UnmappedRating::publisher)
                        .thenComparing(UnmappedRating::rule))
                .toList();
    }

    private static UnmappedRating of(Debunk debunk) {
        return new UnmappedRating(
                fact(Objects.requireNonNullElse(debunk.rating().original(), "")),
                fact(Objects.requireNonNullElse(debunk.publisher(), "")),
                1,
                fact(debunk.rating().rule()),
                fact(debunk.id()),
                SafeText.oneLine(Objects.requireNonNullElse(debunk.url(), ""), LONGEST_URL));
    }

    private UnmappedRating times(int times) {
        return new UnmappedRating(rating, publisher, times, rule, example, url);
    }

    /** For a terminal: count, rating, publisher, reason, example. */
    public String line() {
        return "%,7d  %s  %s  %s  for instance %s"
                .formatted(
                        count,
                        rating.isEmpty() ? "(no rating)" : "\"" + rating + "\"",
                        publisher.isEmpty() ? "-" : publisher,
                        rule,
                        example);
    }

    /**
     * A row for a spreadsheet. Each text is quoted, and one that a spreadsheet would take for a formula starts with an apostrophe.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
     * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP: CSV Injection</a>
     */
    public String csv() {
        return count
                + Stream.of(rating, publisher, rule, example, url)
                        .map(UnmappedRating::cell)
                        .collect(Collectors.joining(",", ",", ""));
    }

    private static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@＝＋－＠".indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }

    private static String fact(String hostile) {
        return SafeText.oneLine(hostile, LONGEST_FACT);
    }
}
