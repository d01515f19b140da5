/**
 * Posts to the debunks that they are about.
 *
 * <p>{@link dev.canard.indexer.match.DebunkMatcher} takes candidates from the index, measures each against the post ({@link
 * dev.canard.indexer.match.Feature}), puts them in order with a linear ranker, and says how likely the post is about the first.
 * The weights of both steps are {@link dev.canard.indexer.match.MatchModels}: a JSON resource that {@code
 * dev.canard.indexer.training} makes.
 */
@NullMarked
package dev.canard.indexer.match;

import org.jspecify.annotations.NullMarked;
