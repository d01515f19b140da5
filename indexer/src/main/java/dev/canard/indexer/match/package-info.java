/**
 * Posts to the debunks that they are about.
 *
 * <p>{@link dev.canard.indexer.match.DebunkMatcher} takes candidates from the index, measures each against the post ({@link
 * dev.canard.indexer.match.Feature}) and puts them in order with a linear ranker; a cross-encoder reads the first ones beside the
 * post ({@link dev.canard.indexer.match.Reranker}), and each gets a probability that the post is about it. {@link
 * dev.canard.indexer.match.Explainer} says why. The weights of all steps are {@link dev.canard.indexer.match.MatchModels}: a JSON resource that {@code
 * dev.canard.indexer.training} makes.
 */
@NullMarked
package dev.canard.indexer.match;

import org.jspecify.annotations.NullMarked;
