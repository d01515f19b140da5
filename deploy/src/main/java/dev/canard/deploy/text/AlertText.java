package dev.canard.deploy.text;

import dev.canard.event.Alert;
import dev.canard.event.Author;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Explanation;
import dev.canard.event.Post;
import dev.canard.event.Stance;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An alert in a form that a person can read. */
public final class AlertText {

    private static final int LONGEST_TEXT = 280;
    private static final int LONGEST_FACT = 180;

    private AlertText() {}

    /** The alert on a few lines, without control characters. */
    public static String of(Alert alert) {
        DebunkSummary debunk = alert.debunk();
        return """
                %s  %s  probability %s
                  post    %s
                          "%s"
                  claim   "%s"
                  debunk  "%s"
                          %s
                %s  why     about this claim %s, spreads it %s; threshold %s; %s
                          %s
                """.formatted(
                alert.status() == Alert.Status.OPEN
                        ? "ALERT"
                        : "WITHDRAWN (" + safe(Objects.requireNonNullElse(alert.reason(), "no reason given")) + ")",
                debunk.rating().verdict(),
                number(alert.probability()),
                describe(alert.post()),
                SafeText.oneLine(alert.post().text(), LONGEST_TEXT),
                SafeText.oneLine(alert.claim().text(), LONGEST_TEXT),
                SafeText.oneLine(debunk.claim(), LONGEST_TEXT),
                Stream.of(
                                debunk.publisher(),
                                debunk.rating().original() == null
                                        ? null
                                        : "rated \"" + debunk.rating().original() + "\"",
                                debunk.published() == null
                                        ? null
                                        : debunk.published().toString(),
                                debunk.url() == null ? debunk.id() : debunk.url())
                        .filter(Objects::nonNull)
                        .map(AlertText::safe)
                        .collect(Collectors.joining(", ")),
                alert.otherReviews().stream().map(AlertText::review).collect(Collectors.joining()),
                number(alert.about()),
                number(alert.stance().of(Stance.SPREADS)),
                number(alert.judgedBy().threshold()),
                safe("policy " + alert.judgedBy().policy()),
                Stream.concat(
                                Stream.ofNullable(alert.explanation().rule())
                                        .map(rule -> "rule " + RuleText.of(rule, alert.post())),
                                alert.explanation().reasons().stream()
                                        .map(Explanation.Reason::words)
                                        .map(AlertText::safe))
                        .collect(Collectors.joining("; ")));
    }

    private static String review(DebunkSummary other) {
        return "  also    %s by %s%n"
                .formatted(
                        other.rating().verdict(),
                        Stream.of(other.publisher(), other.url() == null ? other.id() : other.url())
                                .filter(Objects::nonNull)
                                .map(AlertText::safe)
                                .collect(Collectors.joining(", ")));
    }

    private static String describe(Post post) {
        Author author = post.author();
        return Stream.of(
                        author == null ? null : author.handle() == null ? author.id() : "@" + author.handle(),
                        post.platform() == null ? null : "on " + post.platform(),
                        post.createdAt().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                        "(" + post.id() + ")")
                .filter(Objects::nonNull)
                .map(AlertText::safe)
                .collect(Collectors.joining(" "));
    }

    private static String safe(String text) {
        return SafeText.oneLine(text, LONGEST_FACT);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
