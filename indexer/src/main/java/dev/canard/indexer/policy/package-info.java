/**
 * From a ranking to a decision.
 *
 * <p>{@link dev.canard.indexer.policy.PostJudge} holds a post's candidates against a {@link
 * dev.canard.indexer.policy.MatchPolicy} and says of each what became of it; {@link
 * dev.canard.indexer.policy.CuratedJudge} does the same by the rules of moderators too; {@link
 * dev.canard.indexer.policy.AlertBook} turns a row of such judgements of one post into revisions of alerts, so that the
 * same judgement never alerts twice and what no longer holds is withdrawn. All are plain functions of their input.
 */
@NullMarked
package dev.canard.indexer.policy;

import org.jspecify.annotations.NullMarked;
