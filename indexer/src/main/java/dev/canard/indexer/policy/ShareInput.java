package dev.canard.indexer.policy;

import dev.canard.event.Share;
import org.jspecify.annotations.Nullable;

/** What {@link CountShares} works on, by post id. */
sealed interface ShareInput {

    /** The post was passed on. */
    record PassedOn(Share share) implements ShareInput {}

    /**
     * The post was judged.
     *
     * @param judgement null for a post that was deleted
     */
    record Judged(@Nullable Judgement judgement) implements ShareInput {}
}
