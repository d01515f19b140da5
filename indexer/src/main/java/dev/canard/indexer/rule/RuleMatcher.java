package dev.canard.indexer.rule;

import dev.canard.event.CleanText;
import dev.canard.event.MetRule;
import dev.canard.event.PostClaims;
import dev.canard.event.Span;
import dev.canard.indexer.lucene.SearchablePost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which rules a post meets. Thread-safe. */
public final class RuleMatcher {

    /** Without rules. */
    public static final RuleMatcher NONE = new RuleMatcher(RuleBook.EMPTY);

    /** What a post of many rules' words costs is bounded: each rule that is met has to be judged. */
    private static final int MOST_MET = 8;

    /** Live ones first, so that a rule that is tried never takes the place of one that is not. */
    private final List<RuleBook.Entry> entries;

    /** Those rules of a book that are not off. */
    public RuleMatcher(RuleBook book) {
        entries = book.entries().stream()
                .filter(entry -> entry.rule().mode() != Rule.Mode.OFF)
                .sorted(Comparator.comparing(entry -> entry.rule().mode()))
                .toList();
    }

    /**
     * A rule that a post meets.
     *
     * @param rule the rule
     * @param met the same for an explanation
     */
    public record Hit(Rule rule, MetRule met) {}

    /**
     * The rules that a post meets by its clean text and is of a language for: live ones first, otherwise in the order of the book, and the first
     * ones of many.
     */
    public List<Hit> match(PostClaims post) {
        if (entries.isEmpty()) {
            return List.of();
        }
        CleanText clean = post.post().clean();
        String text = RuleCondition.bounded(clean.value());
        SearchablePost searchable = new SearchablePost(text);
        List<Hit> hits = new ArrayList<>();
        for (RuleBook.Entry entry : entries) {
            if (hits.size() == MOST_MET) {
                break;
            }
            if (isFor(entry.rule(), post.language())) {
                Optional<List<Span>> words = entry.condition().find(text, searchable);
                words.ifPresent(spans -> hits.add(hit(entry.rule(), clean, spans)));
            }
        }
        return hits;
    }

    /** A post of a language that cannot be told may be of any. */
    private static boolean isFor(Rule rule, @Nullable String language) {
        List<String> languages = rule.policy().languages();
        return languages.isEmpty()
                || language == null
                || languages.contains(Locale.forLanguageTag(language).getLanguage());
    }

    private static Hit hit(Rule rule, CleanText clean, List<Span> words) {
        return new Hit(
                rule,
                new MetRule(
                        rule.id(),
                        rule.version(),
                        rule.description(),
                        rule.mode() == Rule.Mode.SHADOW,
                        words.stream().map(clean::toOriginal).toList()));
    }
}
