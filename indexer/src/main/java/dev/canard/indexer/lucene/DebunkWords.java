package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import java.util.Set;

/**
 * The words of a debunk, which each post is compared with that finds it.
 *
 * @param claim {@link Terms} of the claim
 * @param title {@link Terms} of the title, or of the claim without one
 * @param body {@link Terms} of the article, empty without one
 * @param numbers {@link Wording#numbers} of claim and title
 * @param names {@link Wording#names} of the claim
 */
public record DebunkWords(
        Set<String> claim, Set<String> title, Set<String> body, Set<String> numbers, Set<String> names) {

    /** Reads them. */
    public static DebunkWords of(Debunk debunk) {
        String claim = debunk.claim();
        String title = debunk.title();
        Set<String> claimTerms = Terms.of(claim);
        String body = debunk.body();
        return new DebunkWords(
                claimTerms,
                title == null || title.isBlank() ? claimTerms : Terms.of(title),
                body == null ? Set.of() : Terms.of(body),
                Wording.numbers(title == null ? claim : claim + " " + title),
                Wording.names(claim));
    }
}
