package dev.canard.deploy.http.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Narrative} of the alerts and the refuting posts of a debunk. */
final class NarrativeCounter {

    private static final int HOURS = 48;
    private static final Duration USUAL = Duration.ofDays(7);
    private static final int EXAMPLES = 5;

    private NarrativeCounter() {}

    /**
     * Counts a narrative.
     *
     * @param rows its alerts that hold; at least one
     * @param open on how many of them nobody has decided
     * @param refuting when the posts arrived that refute it
     */
    static Narrative count(List<AlertRow> rows, int open, List<Instant> refuting, Instant now) {
        Instant first = rows.stream()
                .map(AlertRow::arrivedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant last = rows.stream()
                .map(AlertRow::arrivedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant hourAgo = now.minus(1, ChronoUnit.HOURS);
        Instant since = now.minus(USUAL).isAfter(first) ? now.minus(USUAL) : first;
        int perHour = (int)
                rows.stream().filter(row -> row.arrivedAt().isAfter(hourAgo)).count();
        long before = rows.stream()
                .filter(row ->
                        !row.arrivedAt().isAfter(hourAgo) && !row.arrivedAt().isBefore(since))
                .count();
        double hoursBefore = Math.max(0, Duration.between(since, hourAgo).toMinutes() / 60.0);
        double usual = hoursBefore < 1 ? before : before / hoursBefore;
        AlertRow newest =
                rows.stream().max(Comparator.comparing(AlertRow::changedAt)).orElseThrow();
        return new Narrative(
                newest.debunk(),
                first,
                last,
                rows.size(),
                open,
                refuting.size(),
                refuting.size() / (double) (rows.size() + refuting.size()),
                (int) rows.stream()
                        .map(AlertRow::author)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count(),
                rows.stream().map(AlertRow::shares).reduce(Shares.NONE, Shares::plus),
                counts(rows, AlertRow::platform),
                counts(rows, AlertRow::language),
                perHour,
                Math.round(100 * usual) / 100.0,
                Narrative.isAlarming(perHour, usual),
                hours(rows, refuting, now),
                examples(rows));
    }

    private static List<String> examples(List<AlertRow> rows) {
        Least<AlertRow> likeliest = new Least<>(
                EXAMPLES,
                Comparator.comparingDouble((AlertRow row) -> -row.probability()).thenComparing(AlertRow::id));
        rows.forEach(likeliest::add);
        return likeliest.inOrder().stream().map(AlertRow::id).toList();
    }

    private static List<Narrative.Hour> hours(List<AlertRow> rows, List<Instant> refuting, Instant now) {
        Instant newest = now.truncatedTo(ChronoUnit.HOURS);
        int[] spread = new int[HOURS];
        int[] refuted = new int[HOURS];
        rows.forEach(row -> add(spread, row.arrivedAt(), newest));
        refuting.forEach(at -> add(refuted, at, newest));
        List<Narrative.Hour> hours = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            hours.add(new Narrative.Hour(newest.minus(HOURS - 1L - i, ChronoUnit.HOURS), spread[i], refuted[i]));
        }
        return hours;
    }

    private static void add(int[] hours, Instant at, Instant newest) {
        long ago = ChronoUnit.HOURS.between(at.truncatedTo(ChronoUnit.HOURS), newest);
        if (ago >= 0 && ago < HOURS) {
            hours[(int) (HOURS - 1 - ago)]++;
        }
    }

    private static Map<String, Integer> counts(List<AlertRow> rows, Function<AlertRow, @Nullable String> of) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (AlertRow row : rows) {
            counts.merge(Objects.requireNonNullElse(of.apply(row), "unknown"), 1, Integer::sum);
        }
        return counts;
    }
}
