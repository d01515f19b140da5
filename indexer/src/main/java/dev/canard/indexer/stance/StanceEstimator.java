package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.event.StanceEstimate;

/** Tells how a post stands to the claim of a debunk. Implementations are thread-safe. */
public interface StanceEstimator {

    /** Changes with whatever changes the estimates. */
    String version();

    /** How a post stands to the claim, if it is about it at all. */
    StanceEstimate estimate(PostClaims post, Debunk debunk);
}
