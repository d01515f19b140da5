package dev.canard.ingest;

import dev.canard.event.DeadLetter;
import dev.canard.event.Post;

/** What becomes of a payload: every one gives exactly one of these. */
sealed interface NormalisedPost {

    record Accepted(Post post) implements NormalisedPost {}

    record Deleted(String id) implements NormalisedPost {}

    record Rejected(DeadLetter letter) implements NormalisedPost {}
}
