package dev.canard.ingest;

import dev.canard.event.AccountDeletion;
import dev.canard.event.DeadLetter;
import dev.canard.event.Post;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a payload: every one gives exactly one of these. */
public sealed interface NormalisedPost {

    /** The post, or repost, that it says something of; null where it concerns no single one. */
    default @Nullable String postId() {
        return switch (this) {
            case Accepted(Post post) -> post.id();
            case Deleted deleted -> deleted.id;
            case Erased erased -> erased.id;
            case Reposted(ParsedPost.Repost repost) -> repost.id();
            case Repeated(String id) -> id;
            case AccountDeleted _, Ignored _, Rejected _ -> null;
        };
    }

    /** A post that the classifier will read. */
    record Accepted(Post post) implements NormalisedPost {}

    /**
     * A post that was deleted at its source.
     *
     * @param at when, by the server's clock; null if it does not say
     */
    record Deleted(String id, @Nullable Instant at) implements NormalisedPost {}

    /**
     * A post of which nothing is to be kept, whatever was said of it before.
     *
     * @param account its author's, {@linkplain dev.canard.topic.RawHeaders#hashed hashed}; null if it is not known
     */
    record Erased(String id, @Nullable String account) implements NormalisedPost {}

    /** Something that was said of a post before. */
    record Repeated(String id) implements NormalisedPost {}

    /** A post that was passed on. Nothing is kept of it but that. */
    record Reposted(ParsedPost.Repost repost) implements NormalisedPost {}

    /** An account that was deleted at its source, named as the authors of posts are stored. */
    record AccountDeleted(AccountDeletion deletion) implements NormalisedPost {}

    /** Something that concerns no post. */
    record Ignored(ParsedPost.Ignored.Reason reason) implements NormalisedPost {}

    /** A payload that cannot be used. */
    record Rejected(DeadLetter letter) implements NormalisedPost {}
}
