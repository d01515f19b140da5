/**
 * Learns from judged posts how to rank debunks, and measures how well that works.
 *
 * <p>Data come as tab-separated files with a header line, as the CLEF CheckThat! labs publish them: {@link
 * dev.canard.indexer.training.JudgedPosts}. {@link dev.canard.indexer.training.RankingTrainer} makes {@link
 * dev.canard.indexer.match.MatchModels} of them, {@link dev.canard.indexer.training.RetrievalEvaluation} measures a ranking.
 */
@NullMarked
package dev.canard.indexer.training;

import org.jspecify.annotations.NullMarked;
