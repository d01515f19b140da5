package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.indexer.match.EncodedPost;

/** Tells how a post stands to the debunk that comes closest to it. Implementations are thread-safe. */
public interface RelationEstimator {

    /** Changes with whatever changes the estimates. */
    String version();

    /**
     * Whether a post is about a debunk, and how it stands to its claim.
     *
     * @param debunk the first candidate of the post
     * @param about how likely the ranking holds it to be what the post is about, 0 to 1
     */
    Relation relate(EncodedPost post, Debunk debunk, double about);
}
