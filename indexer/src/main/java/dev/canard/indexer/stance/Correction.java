package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.indexer.encoder.Sentences;
import dev.canard.indexer.lucene.Terms;
import java.util.Optional;
import java.util.Set;

/** Finds what a debunk's article says about the very thing that a post says. */
final class Correction {

    /** Articles say what is true early. In UTF-16 code units. */
    private static final int MOST_CHARACTERS = 4_000;

    /** Shorter sentences say nothing on their own. In terms. */
    private static final int LEAST_TERMS = 4;

    private Correction() {}

    /** The sentence of the article that shares most words with a post, among equals the first; empty without an article. */
    static Optional<String> of(Debunk debunk, String post) {
        String body = debunk.body();
        if (body == null) {
            return Optional.empty();
        }
        String text = body.substring(0, Math.min(body.length(), MOST_CHARACTERS));
        Set<String> wanted = Terms.of(post);
        String best = null;
        double highest = -1;
        for (String sentence : Sentences.of(text)) {
            Set<String> terms = Terms.of(sentence);
            long shared = terms.stream().filter(wanted::contains).count();
            double score = shared / Math.sqrt(Math.max(LEAST_TERMS, terms.size()));
            if (terms.size() >= LEAST_TERMS && score > highest) {
                highest = score;
                best = sentence;
            }
        }
        return Optional.ofNullable(best);
    }
}
