package dev.canard.deploy.text;

import dev.canard.event.Alert;
import dev.canard.event.Claim;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Explanation;
import dev.canard.event.Match;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of a post at each step, in a form that a person can read. */
public final class CheckText {

    private static final int LONGEST_TEXT = 280;
    private static final int LONGEST_FACT = 180;

    /** Stances less likely than this are not worth a word. */
    private static final double WORTH_TELLING = .05;

    private CheckText() {}

    /**
     * What was made of a post.
     *
     * @param claims the post and its sentences
     * @param matches the debunks that come close, and what the policy made of each
     * @param alert what it would raise; null if nothing
     */
    public record Checked(
            PostClaims claims,
            PostMatches matches,
            @Nullable Alert alert) {}

    /** The steps on some lines, without control characters. */
    public static String of(Checked checked) {
        List<String> lines = new ArrayList<>();
        lines.add("post     \"%s\"".formatted(text(checked.claims().post().text())));
        if (checked.claims().claims().isEmpty()) {
            lines.add("claims   none: nothing in it could be read as a sentence");
        }
        for (Claim claim : checked.claims().claims()) {
            lines.add("claim    \"%s\"".formatted(text(claim.text())));
            lines.add("         worth checking %s".formatted(number(claim.checkWorthiness())));
        }
        if (checked.matches().matches().isEmpty()) {
            lines.add("debunks  none comes close");
        }
        for (Match match : checked.matches().matches()) {
            lines.add(of(match.rank(), match.debunk()));
            lines.add("         %s: %s".formatted(words(match.outcome()), reckoning(match)));
            Explanation explanation = match.explanation();
            if (explanation != null && explanation.rule() != null) {
                lines.add("         rule: "
                        + RuleText.of(explanation.rule(), checked.claims().post()));
            }
            if (explanation != null && !explanation.reasons().isEmpty()) {
                lines.add("         why: "
                        + explanation.reasons().stream()
                                .map(Explanation.Reason::words)
                                .map(CheckText::fact)
                                .collect(Collectors.joining("; ")));
            }
        }
        Alert alert = checked.alert();
        lines.add(
                alert == null
                        ? "result   no alert"
                        : "result   ALERT %s, probability %s"
                                .formatted(alert.debunk().rating().verdict(), number(alert.probability())));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /**
     * A debunk that was found, on two lines.
     *
     * @param rank its place, from 1
     */
    public static String of(int rank, DebunkSummary debunk) {
        String where = Stream.of(
                        debunk.id(),
                        debunk.publisher(),
                        debunk.published() == null ? null : debunk.published().toString(),
                        debunk.url())
                .filter(Objects::nonNull)
                .map(CheckText::fact)
                .collect(Collectors.joining(", "));
        return "%-8s %s  \"%s\"%n         %s".formatted(rank, debunk.rating().verdict(), text(debunk.claim()), where);
    }

    private static String reckoning(Match match) {
        Double about = match.about();
        StanceEstimate stance = match.stance();
        Explanation explanation = match.explanation();
        String itsAbout = about == null ? "not looked at" : "about this claim " + number(about);
        if (about == null || stance == null || explanation == null) {
            return itsAbout;
        }
        double probability = about * stance.of(Stance.SPREADS);
        String stances = Arrays.stream(Stance.values())
                .filter(one -> stance.of(one) >= WORTH_TELLING)
                .sorted(Comparator.comparingDouble(one -> -stance.of(one)))
                .map(one -> words(one) + " " + number(stance.of(one)))
                .collect(Collectors.joining(", "));
        return "%s; %s; about × spreads = %s, threshold %s"
                .formatted(itsAbout, stances, number(probability), number(probability - explanation.margin()));
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String text(String hostile) {
        return SafeText.oneLine(hostile, LONGEST_TEXT);
    }

    private static String fact(String hostile) {
        return SafeText.oneLine(hostile, LONGEST_FACT);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
