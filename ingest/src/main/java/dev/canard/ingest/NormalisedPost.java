package dev.canard.ingest;

import dev.canard.event.DeadLetter;
import dev.canard.event.Post;

/** What becomes of a payload: every one gives exactly one of these. */
public sealed interface NormalisedPost {

    /** A post that the classifier will read. */
    record Accepted(Post post) implements NormalisedPost {}

    /** A post that was deleted at its source. */
    record Deleted(String id) implements NormalisedPost {}

    /** A post that was passed on. Nothing is kept of it but the count. */
    record Reposted(ParsedPost.Repost repost) implements NormalisedPost {}

    /** An account that was deleted at its source. Its posts are known by their own ids only, so that it is counted. */
    record AccountDeleted(String accountId) implements NormalisedPost {}

    /** Something that concerns no post. */
    record Ignored(ParsedPost.Ignored.Reason reason) implements NormalisedPost {}

    /** A payload that cannot be used. */
    record Rejected(DeadLetter letter) implements NormalisedPost {}
}
