package dev.canard.indexer.lucene;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * A query that a {@link SearchablePost} meets or does not, in Lucene's query syntax.
 *
 * <p>Of that syntax it takes what costs a bounded time on any post: words, phrases, also with a distance ({@code "a b"~3}), required
 * ({@code +}) and forbidden ({@code -}) parts, {@code AND}, {@code OR}, {@code NOT}, groups, words by their first letters
 * ({@code micro*}, {@code mic?ochip}) and words of which one letter may differ ({@code word~}). Words are lower case, without
 * accents and the English {@code 's}; there are no stop words and no stemming.
 *
 * @see <a href="https://lucene.apache.org/core/10_6_0/queryparser/org/apache/lucene/queryparser/classic/package-summary.html">the syntax</a>
 */
public final class PostQuery {

    private final String text;
    private final Query query;
    private final Set<String> needed;

    private PostQuery(String text, Query query) {
        this.text = text;
        this.query = query;
        needed = needed(query);
    }

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException with the cause in words, if it is none or might cost too much
     */
    public static PostQuery parse(String text) {
        return new PostQuery(text, PostQueryParser.query(text));
    }

    Query query() {
        return query;
    }

    /**
     * Whether a post with these terms may meet it, told by its terms alone. Most posts meet next to no query: this is what
     * makes many of them cheap.
     */
    boolean mayMeet(Set<String> terms) {
        return needed.isEmpty() || !Collections.disjoint(terms, needed);
    }

    /** Terms of which whatever meets a query has at least one; empty where there are none such. */
    private static Set<String> needed(Query query) {
        return switch (query) {
            case TermQuery word -> Set.of(word.getTerm().text());
            // The longest is the rarest, more or less.
            case PhraseQuery phrase ->
                Set.of(Collections.max(
                        List.of(phrase.getTerms()).stream().map(Term::text).toList(),
                        Comparator.comparingInt(String::length)));
            case BooleanQuery group -> needed(group);
            default -> Set.of();
        };
    }

    private static Set<String> needed(BooleanQuery group) {
        List<BooleanClause> required =
                group.clauses().stream().filter(BooleanClause::isRequired).toList();
        if (!required.isEmpty()) {
            return required.stream()
                    .map(clause -> needed(clause.query()))
                    .filter(terms -> !terms.isEmpty())
                    .min(Comparator.comparingInt(Set::size))
                    .orElse(Set.of());
        }
        Set<String> all = new HashSet<>();
        for (BooleanClause clause : group) {
            Set<String> one = clause.isProhibited() ? null : needed(clause.query());
            if (one != null && one.isEmpty()) {
                return Set.of();
            }
            all.addAll(one == null ? Set.of() : one);
        }
        return all;
    }

    @Override
    public String toString() {
        return text;
    }
}
