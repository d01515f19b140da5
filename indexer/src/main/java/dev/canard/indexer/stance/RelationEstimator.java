package dev.canard.indexer.stance;

import dev.canard.indexer.match.Ranking;

/** Tells whether a post is about its first candidate, and how it stands to it. Implementations are thread-safe. */
public interface RelationEstimator {

    /** Changes with whatever changes the estimates. */
    String version();

    /**
     * Looks closer at the first candidate of a post.
     *
     * @param ranking holds at least one candidate
     */
    Relation relate(Ranking ranking);
}
