/**
 * Learns from judged posts how to rank debunks, and measures how well that works.
 *
 * <p>Of {@link dev.canard.indexer.training.JudgedPosts}, {@link dev.canard.indexer.training.RankingTrainer} makes {@link
 * dev.canard.indexer.match.MatchModels}, and {@link dev.canard.indexer.training.RetrievalEvaluation} measures a ranking.
 */
@NullMarked
package dev.canard.indexer.training;

import org.jspecify.annotations.NullMarked;
