/**
 * How a post stands to a debunk's claim: whether it spreads, refutes, questions, reports it, jokes about it, or only lies
 * near it. Matching cannot tell these apart, since a refutation is about the claim as much as a lie is.
 *
 * <p>{@link dev.canard.indexer.stance.CalibratedStance} makes probabilities of what a cross-encoder says, which reads post and
 * claim together. {@code canard train stance} calibrates it. What is shipped lies beside the classes, with the
 * data it comes from.
 */
@NullMarked
package dev.canard.indexer.stance;

import org.jspecify.annotations.NullMarked;
