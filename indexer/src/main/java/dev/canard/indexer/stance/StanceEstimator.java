package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.match.EncodedPost;

/** Tells how a post stands to the claim of a debunk, given that it is about it. Implementations are thread-safe. */
public interface StanceEstimator {

    /** Changes with whatever changes the estimates. */
    String version();

    /** How a post stands to the claim of a debunk: probabilities of all stances, together 1. */
    StanceEstimate estimate(EncodedPost post, Debunk debunk);
}
