package dev.canard.deploy.text;

import dev.canard.event.MetRule;
import dev.canard.event.Post;
import dev.canard.indexer.rule.Rule;
import dev.canard.indexer.rule.RuleBook;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Rules and what meets them, in a form that a person can read. */
public final class RuleText {

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_WORD = 60;

    private RuleText() {}

    /** A rule and the words by which a post meets it, on one line. */
    public static String of(MetRule rule, Post post) {
        return "%s@%s%s: %s"
                .formatted(
                        rule.id(),
                        rule.version(),
                        rule.shadow() ? " in shadow" : "",
                        quoted(rule.words().stream()
                                .map(span -> span.of(post.text()))
                                .toList()));
    }

    /** A rule on one line. */
    public static String of(Rule rule) {
        return "%s@%s  %s, %s%s"
                .formatted(
                        rule.id(),
                        rule.version(),
                        rule.mode().name().toLowerCase(Locale.ROOT),
                        rule.claim() == null
                                ? "adds to " + SafeText.oneLine(Objects.requireNonNull(rule.debunk()), LONGEST_TEXT)
                                : "claim \"%s\""
                                        .formatted(SafeText.oneLine(rule.claim().text(), LONGEST_TEXT)),
                        rule.description() == null
                                ? ""
                                : " (%s)".formatted(SafeText.oneLine(rule.description(), LONGEST_TEXT)));
    }

    /** What became of an example, on one line. */
    public static String of(RuleBook.Example example) {
        return "  %-7s %-8s \"%s\"  %s"
                .formatted(
                        example.passed() ? "ok" : "FAILED",
                        example.matches() ? "matches" : "ignores",
                        SafeText.oneLine(example.text(), LONGEST_TEXT),
                        example.words() == null ? "is not met" : "is met by " + quoted(example.words()));
    }

    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> "\"%s\"".formatted(SafeText.oneLine(word, LONGEST_WORD)))
                .collect(Collectors.joining(", "));
    }
}
