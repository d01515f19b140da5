package dev.canard.indexer.stance;

import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.RankedDebunk;

/** Tells whether a post is about a candidate, and how it stands to it. Implementations are thread-safe. */
public interface RelationEstimator {

    /** Changes with whatever changes the estimates. */
    String version();

    /** Looks closer at a candidate of a post. */
    Relation relate(EncodedPost post, RankedDebunk candidate);
}
