package dev.canard.indexer.policy;

import dev.canard.event.DebunkChange;
import dev.canard.event.PostClaims;
import org.jspecify.annotations.Nullable;

/** What may change the judgement on posts. */
sealed interface MatchInput {

    /**
     * A post has arrived.
     *
     * @param claims the post with its claims; null where it was deleted at its source
     */
    record ArrivedPost(@Nullable PostClaims claims) implements MatchInput {}

    /** A debunk was published, has changed or was retracted. */
    record ChangedDebunk(DebunkChange change) implements MatchInput {}
}
