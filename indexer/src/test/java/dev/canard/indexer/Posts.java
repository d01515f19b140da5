package dev.canard.indexer;

import dev.canard.event.AssertionCues;
import dev.canard.event.Author;
import dev.canard.event.Claim;
import dev.canard.event.CleanText;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Span;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Posts for tests. */
public final class Posts {

    private Posts() {}

    /** A post of these sentences; its author is called as given. */
    public static PostClaims of(String id, String author, String... sentences) {
        String text = String.join(" ", sentences);
        Post post = new Post(
                id,
                text,
                CleanText.unchanged(text),
                new Author("handle", author),
                null,
                null,
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH);
        return new PostClaims(
                post,
                Stream.of(sentences)
                        .map(sentence ->
                                new Claim(sentence, new Span(0, 0), .5, AssertionCues.NONE, List.of(), List.of()))
                        .toList());
    }
}
