package dev.canard.indexer.training;

import dev.canard.event.AssertionCues;
import dev.canard.event.Claim;
import dev.canard.event.Debunk;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Rating;
import dev.canard.event.Span;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.Sentences;
import dev.canard.ingest.CleanedText;
import dev.canard.ingest.TextCleaner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of text files as posts and debunks. */
final class TextRows {

    /** What is shorter goes with the sentence before. In words. */
    private static final int SHORTEST_SENTENCE = 4;

    private TextRows() {}

    /** A post with its sentences. Sentences are split by rules, without the classifier and what it reads out of them. */
    static PostClaims post(String id, String text) {
        CleanedText cleaned = TextCleaner.clean(text);
        Post post = new Post(
                id, text, cleaned.text(), cleaned.author(), null, null, cleaned.links(), Instant.EPOCH, Instant.EPOCH);
        List<Claim> claims = new ArrayList<>();
        for (String sentence : sentences(cleaned.text().value())) {
            claims.add(new Claim(sentence, new Span(0, 0), 0, AssertionCues.NONE, List.of(), List.of()));
        }
        return new PostClaims(post, claims);
    }

    static Debunk debunk(String id, String claim, String title) {
        return new Debunk(
                id,
                claim,
                title.isBlank() ? null : title,
                null,
                null,
                new Rating(Verdict.UNKNOWN, null, "none"),
                null,
                null,
                null,
                null,
                List.of(),
                Instant.EPOCH);
    }

    static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (String sentence : Sentences.of(text)) {
            if (!sentences.isEmpty() && sentence.split("\\s+").length < SHORTEST_SENTENCE) {
                sentences.add(sentences.removeLast() + " " + sentence);
            } else {
                sentences.add(sentence);
            }
        }
        return sentences;
    }
}
