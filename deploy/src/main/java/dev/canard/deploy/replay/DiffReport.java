package dev.canard.deploy.replay;

import dev.canard.deploy.evaluation.Chart;
import dev.canard.deploy.evaluation.EvaluationResult;
import dev.canard.deploy.evaluation.Share;
import dev.canard.deploy.replay.AlertDifference.Kind;
import dev.canard.deploy.text.SafeText;
import dev.canard.deploy.text.Table;
import dev.canard.event.Alert;
import dev.canard.event.Explanation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link ReplayDiff} as tables and a chart. */
public final class DiffReport {

    private static final int LONGEST_TEXT = 200;
    private static final int MOST_ROWS = 1_000;
    private static final int NARRATIVES = 15;
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final String NONE = "–";

    private final ReplayDiff diff;
    private final String before;
    private final String after;

    /**
     * @param before name of the first run
     * @param after name of the second
     */
    public DiffReport(ReplayDiff diff, String before, String after) {
        this.diff = diff;
        this.before = before;
        this.after = after;
    }

    /**
     * The report.
     *
     * @param secondsPerDecision how long a moderator takes for an alert
     */
    public EvaluationResult of(OptionalDouble secondsPerDecision) {
        List<Table> tables = new ArrayList<>();
        tables.add(summary(secondsPerDecision));
        tables.add(
                counts("By verdict", alert -> alert.debunk().rating().verdict().name(), Integer.MAX_VALUE));
        tables.add(counts("By policy", alert -> alert.judgedBy().policy(), Integer.MAX_VALUE));
        tables.add(counts("By language", alert -> orNone(alert.post().language()), Integer.MAX_VALUE));
        tables.add(counts("By narrative", alert -> text(alert.debunk().claim()), NARRATIVES));
        for (Kind kind : List.of(Kind.NEW, Kind.LOST, Kind.CHANGED)) {
            if (diff.count(kind) > 0) {
                tables.add(pairs(kind));
            }
        }
        return new EvaluationResult(
                "%s against %s".formatted(after, before), tables, List.of(byThreshold()), figures());
    }

    /** The tables that fit a terminal: those without the single posts. */
    public static List<Table> forTerminal(EvaluationResult report) {
        return report.tables().stream()
                .filter(table -> !table.columns().contains("post"))
                .toList();
    }

    private SequencedMap<String, Double> figures() {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            figures.put(kind.name().toLowerCase(Locale.ROOT), (double) diff.count(kind));
        }
        figures.put("before/precision", diff.before().precision().value());
        figures.put("before/recall", diff.before().recall().value());
        figures.put("after/precision", diff.after().precision().value());
        figures.put("after/recall", diff.after().recall().value());
        return figures;
    }

    private Table summary(OptionalDouble secondsPerDecision) {
        List<String> notes = new ArrayList<>();
        notes.add("%,d new, %,d lost, %,d changed, %,d the same."
                .formatted(
                        diff.count(Kind.NEW), diff.count(Kind.LOST), diff.count(Kind.CHANGED), diff.count(Kind.SAME)));
        notes.add(
                diff.decided().isEmpty()
                        ? "Moderators have decided none of these: precision and recall are unknown."
                        : "Precision and recall count only what moderators have decided, with 95% intervals (Wilson).");
        if (secondsPerDecision.isEmpty()) {
            notes.add("No decisions yet that tell how long one takes.");
        } else {
            notes.add(String.format(
                    Locale.ROOT,
                    "Hours of the queue at %.1f s a decision, the median so far.",
                    secondsPerDecision.getAsDouble()));
        }
        return new Table(
                "Open alerts",
                List.of("run", "alerts", "precision", "recall", "queue hours"),
                List.of(row(before, diff.before(), secondsPerDecision), row(after, diff.after(), secondsPerDecision)),
                notes);
    }

    private static List<String> row(String name, ReplayDiff.Decided run, OptionalDouble secondsPerDecision) {
        return List.of(
                name,
                "%,d".formatted(run.alerts()),
                share(run.precision()),
                share(run.recall()),
                secondsPerDecision.isEmpty()
                        ? NONE
                        : String.format(
                                Locale.ROOT,
                                "%.1f",
                                run.alerts() * secondsPerDecision.getAsDouble() / SECONDS_PER_HOUR));
    }

    private static String share(Share share) {
        return share.of() == 0
                ? NONE
                : String.format(
                        Locale.ROOT, "%.3f (%.3f–%.3f) of %,d", share.value(), share.low(), share.high(), share.of());
    }

    private Table counts(String title, Function<Alert, String> key, int most) {
        Map<String, Map<Kind, Long>> counts = diff.countsBy(key);
        List<List<String>> rows = counts.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, Map<Kind, Long>> entry) -> differing(entry.getValue()))
                        .reversed())
                .limit(most)
                .map(entry -> Stream.concat(
                                Stream.of(entry.getKey()),
                                Arrays.stream(Kind.values())
                                        .map(kind ->
                                                "%,d".formatted(entry.getValue().getOrDefault(kind, 0L))))
                        .toList())
                .toList();
        return new Table(
                title,
                List.of("", "new", "lost", "changed", "same"),
                rows,
                counts.size() > most
                        ? List.of("The %,d that differ most, of %,d.".formatted(most, counts.size()))
                        : List.of());
    }

    private static long differing(Map<Kind, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey() != Kind.SAME)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private Table pairs(Kind kind) {
        List<AlertDifference> found =
                diff.pairs().stream().filter(pair -> pair.kind() == kind).toList();
        List<List<String>> rows = found.stream()
                .limit(MOST_ROWS)
                .map(pair -> {
                    Alert alert = pair.alert();
                    return List.of(
                            text(alert.post().id()),
                            text(alert.post().text()),
                            text(alert.debunk().claim()),
                            alert.debunk().rating().verdict().name(),
                            probability(pair.before()),
                            probability(pair.after()),
                            why(pair.before()),
                            why(pair.after()),
                            diff.decided().containsKey(alert.id())
                                    ? String.valueOf(diff.decided().get(alert.id()))
                                    : NONE);
                })
                .toList();
        return new Table(
                switch (kind) {
                    case NEW -> "Only in " + after;
                    case LOST -> "Only in " + before;
                    case CHANGED -> "Different in both";
                    case SAME -> "The same";
                },
                List.of(
                        "post",
                        "text",
                        "claim of the debunk",
                        "verdict",
                        before,
                        after,
                        "why in " + before,
                        "why in " + after,
                        "moderators"),
                rows,
                found.size() > MOST_ROWS
                        ? List.of("The first %,d of %,d; the CSV has all.".formatted(MOST_ROWS, found.size()))
                        : List.of());
    }

    /** What share of all alerts each run would raise at other thresholds, from the probabilities that it stored. */
    private Chart byThreshold() {
        return new Chart(
                "Alerts at other thresholds",
                "threshold",
                "share of all alerts of both",
                0,
                1,
                false,
                List.of(series(before, AlertDifference::before), series(after, AlertDifference::after)));
    }

    private Chart.Series series(String name, Function<AlertDifference, @Nullable Alert> side) {
        List<Chart.Point> points = new ArrayList<>();
        for (int percent = 0; percent <= 100; percent++) {
            double threshold = percent / 100.0;
            long raised = diff.pairs().stream()
                    .map(side)
                    .filter(alert -> alert != null && alert.probability() >= threshold)
                    .count();
            points.add(new Chart.Point(
                    threshold, raised / (double) Math.max(1, diff.pairs().size()), ""));
        }
        return new Chart.Series(name, points, false);
    }

    static String why(@Nullable Alert alert) {
        return alert == null
                ? NONE
                : text(alert.explanation().reasons().stream()
                        .map(Explanation.Reason::words)
                        .collect(Collectors.joining("; ")));
    }

    private static String probability(@Nullable Alert alert) {
        return alert == null ? NONE : String.format(Locale.ROOT, "%.3f", alert.probability());
    }

    private static String orNone(@Nullable String text) {
        return text == null ? NONE : text(text);
    }

    private static String text(String text) {
        return SafeText.oneLine(text, LONGEST_TEXT);
    }
}
