package dev.canard.ingest;

import dev.canard.event.DeadLetter;
import dev.canard.event.Post;

/** What becomes of a payload: every one gives exactly one of these. */
public sealed interface NormalisedPost {

    /** A post that the classifier will read. */
    record Accepted(Post post) implements NormalisedPost {}

    /** A post that was deleted at its source. */
    record Deleted(String id) implements NormalisedPost {}

    /** A payload that is no post. */
    record Rejected(DeadLetter letter) implements NormalisedPost {}
}
