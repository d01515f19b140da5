/**
 * Fact-checks that carry no ClaimReview markup: what is the article on the page, and which claim does it refute?
 *
 * <p>{@link dev.canard.indexer.article.Article#read} takes the article out of a page of HTML or plain text.
 * {@link dev.canard.indexer.article.ClaimFinder} proposes claims, best first, each with the
 * {@link dev.canard.indexer.article.ClaimFeature features} that its confidence is the sum of.
 * {@link dev.canard.indexer.article.Findings} collects the words in which the article says what it found. All of it is rules for English: who
 * claims something ({@link dev.canard.indexer.article.Attribution}), what a headline denies
 * ({@link dev.canard.indexer.article.Headline}). Time and memory are linear in the bytes of a page, which are bounded.
 */
@NullMarked
package dev.canard.indexer.article;

import org.jspecify.annotations.NullMarked;
