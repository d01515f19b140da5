package dev.canard.deploy.text;

import dev.canard.event.Debunk;
import dev.canard.event.DebunkRevision;
import dev.canard.event.Validity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Debunks in a form that a person can read, without control characters: what a publisher wrote is hostile as well. */
public final class DebunkText {

    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_FACT = 180;

    private DebunkText() {}

    /** The debunk on one line: verdict, date, id, publisher, claim. */
    public static String line(Debunk debunk) {
        return "%-13s  %-10s  %s  %s  \"%s\""
                .formatted(
                        debunk.rating().verdict(),
                        debunk.published() == null ? "-" : debunk.published(),
                        fact(debunk.id()),
                        debunk.publisher() == null ? "-" : fact(debunk.publisher()),
                        fact(debunk.claim()));
    }

    /** All that is known of the debunk, but its vectors. */
    public static String of(Debunk debunk) {
        List<String> lines = new ArrayList<>();
        add(lines, "id", debunk.id());
        add(lines, "claim", debunk.claim());
        add(lines, "title", debunk.title());
        add(lines, "subtitle", debunk.subtitle());
        add(lines, "verdict", debunk.rating().verdict());
        add(lines, "rating", debunk.rating().original());
        add(lines, "rule", debunk.rating().rule());
        add(lines, "publisher", debunk.publisher());
        add(lines, "published", debunk.published());
        add(lines, "url", debunk.url());
        add(lines, "language", debunk.language());
        add(
                lines,
                "valid",
                debunk.validity() == null ? null : days(debunk.validity()).strip());
        add(lines, "indexed", debunk.indexedAt());
        add(lines, "article", debunk.body());
        return String.join(System.lineSeparator(), lines);
    }

    /** A step in a debunk's life on one line: when, number, what, by whom and why, and what it was from then on. */
    public static String step(DebunkRevision step) {
        String by = step.by() == null
                ? "publisher" + (step.source() == null ? "" : " (" + fact(step.source()) + ")")
                : fact(step.by()) + ": " + fact(String.valueOf(step.reason()));
        Debunk debunk = step.debunk();
        return "%s  %6d  %-10s  %s  by %s"
                .formatted(
                        step.at(),
                        step.revision(),
                        step.change(),
                        debunk == null
                                ? "not matched"
                                : "%s \"%s\"%s"
                                        .formatted(
                                                debunk.rating().verdict(),
                                                fact(debunk.claim()),
                                                days(debunk.validity())),
                        by);
    }

    private static String days(@Nullable Validity validity) {
        if (validity == null) {
            return "";
        }
        return " valid" + (validity.from() == null ? "" : " from " + validity.from())
                + (validity.until() == null ? "" : " until " + validity.until());
    }

    private static void add(List<String> lines, String name, @Nullable Object value) {
        if (value != null) {
            lines.add("%-10s %s".formatted(name, SafeText.oneLine(value.toString(), LONGEST_TEXT)));
        }
    }

    private static String fact(String hostile) {
        return SafeText.oneLine(hostile, LONGEST_FACT);
    }
}
