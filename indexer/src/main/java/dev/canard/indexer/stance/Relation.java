package dev.canard.indexer.stance;

import dev.canard.event.StanceEstimate;

/**
 * How a post stands to a candidate.
 *
 * @param about probability that the post is about the candidate's claim, 0 to 1
 * @param stance how it stands to the claim if it is about it
 */
public record Relation(double about, StanceEstimate stance) {}
