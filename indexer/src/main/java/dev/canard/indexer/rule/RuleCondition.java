package dev.canard.indexer.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.canard.event.Span;
import dev.canard.indexer.lucene.PostQuery;
import dev.canard.indexer.lucene.SearchablePost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a post has to hold to meet a rule: a query, a regular expression, or both.
 *
 * <p>Regular expressions are those of RE2, without case. They are matched in a time that is the product of the text's and the
 * expression's length, whatever either holds (Cox 2007, Regular Expression Matching Can Be Simple And Fast); look-around and
 * references back, with which that cannot be, are not among them.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">the syntax</a>
 */
final class RuleCondition {

    /** No more of a clean text is read, in UTF-16 code units. */
    static final int LONGEST_TEXT = 4_000;

    private static final int LONGEST_REGEX = 500;

    /** An expression in braces is compiled as often as they say, and braces within braces multiply. */
    private static final int MOST_REPEATS = 500;

    private static final int LARGEST_REGEX = 500;
    private static final int MOST_FOUND = 10;

    private static final java.util.regex.Pattern REPEATS =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private final @Nullable PostQuery query;
    private final @Nullable Pattern regex;

    private RuleCondition(@Nullable PostQuery query, @Nullable Pattern regex) {
        this.query = query;
        this.regex = regex;
    }

    /**
     * The condition of a rule.
     *
     * @throws IllegalArgumentException with the cause, if query or regex cannot be read or might cost too much
     */
    static RuleCondition of(Rule rule) {
        return new RuleCondition(
                rule.query() == null ? null : query(rule.query()), rule.regex() == null ? null : regex(rule.regex()));
    }

    /** How many instructions the regular expression has: what it costs for each character of a text at most; 0 without one. */
    int size() {
        return regex == null ? 0 : regex.programSize();
    }

    /** The text to be matched, of which the further part of a very long one is cut. */
    static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    /**
     * Where the words stand that meet it, in order; empty if the text does not.
     *
     * @param text {@link #bounded}
     * @param searchable the same
     */
    Optional<List<Span>> find(String text, SearchablePost searchable) {
        if (query != null && !searchable.meets(query)) {
            return Optional.empty();
        }
        List<Span> found = new ArrayList<>();
        if (regex != null) {
            Matcher matcher = regex.matcher(text);
            while (found.size() < MOST_FOUND && matcher.find()) {
                found.add(new Span(matcher.start(), matcher.end()));
            }
            if (found.isEmpty()) {
                return Optional.empty();
            }
        }
        if (query != null) {
            found.addAll(searchable.words(query));
        }
        return Optional.of(found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Span::start))
                .toList());
    }

    private static PostQuery query(String text) {
        try {
            return PostQuery.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("query: " + e.getMessage(), e);
        }
    }

    private static Pattern regex(String text) {
        if (text.length() > LONGEST_REGEX) {
            throw new IllegalArgumentException("regex: at most %d characters".formatted(LONGEST_REGEX));
        }
        if (repeats(text) > MOST_REPEATS) {
            throw new IllegalArgumentException(
                    "regex: the numbers in braces multiply to more than %d".formatted(MOST_REPEATS));
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "regex: %s: %s".formatted(e.getDescription(), e.getPattern().replace("(?i)", "")), e);
        }
        if (pattern.programSize() > LARGEST_REGEX) {
            throw new IllegalArgumentException("regex: compiled to %d instructions, at most %d are allowed"
                    .formatted(pattern.programSize(), LARGEST_REGEX));
        }
        if (pattern.matcher("").find()) {
            throw new IllegalArgumentException("regex: every post meets it, since it matches nothing at all");
        }
        return pattern;
    }

    /** At least as often as any part is compiled. */
    private static long repeats(String regex) {
        long product = 1;
        java.util.regex.Matcher braces = REPEATS.matcher(regex);
        while (braces.find() && product <= MOST_REPEATS) {
            String last = braces.group(2);
            product *= Math.max(1, Long.parseLong(last == null || last.isEmpty() ? braces.group(1) : last));
        }
        return product;
    }
}
