/**
 * How a post stands to a debunk's claim: whether it spreads, refutes, questions, reports it, jokes about it, or only lies
 * near it. Matching cannot tell these apart, since a refutation is about the claim as much as a lie is.
 *
 * <p>{@link dev.canard.indexer.stance.StanceModel} is a multinomial logistic regression over contrasts of embeddings and
 * cues of wording. {@link dev.canard.indexer.stance.StanceEnsemble} combines it with a cross-encoder, which reads post and
 * claim together, and with the ranking. Each has a trainer, and {@code canard train stance} runs them all. What is shipped
 * lies beside the classes, with the data it comes from.
 */
@NullMarked
package dev.canard.indexer.stance;

import org.jspecify.annotations.NullMarked;
