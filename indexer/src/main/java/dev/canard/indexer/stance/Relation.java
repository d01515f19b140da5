package dev.canard.indexer.stance;

import dev.canard.event.StanceEstimate;
import dev.canard.indexer.match.RankedDebunk;

/**
 * How a post stands to the debunk that it is most likely about.
 *
 * @param debunk the debunk, one of the post's candidates
 * @param about probability that the post is about its claim, 0 to 1
 * @param stance how it stands to the claim if it is about it
 */
public record Relation(RankedDebunk debunk, double about, StanceEstimate stance) {}
