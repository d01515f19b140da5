/**
 * Fact-checks as received to debunks: read by their {@link dev.canard.indexer.debunk.DebunkFormat format}, normalised, rated
 * on one scale, encoded once, and written to the topic of debunks.
 *
 * <p>Start with {@link dev.canard.indexer.debunk.DebunkTopology}. A format turns bytes into a
 * {@link dev.canard.indexer.debunk.DebunkDraft}, the publisher's words unchanged, or says why it cannot. All formats share
 * what comes after: cleaning, dates, languages, and the table of verdicts. That table is {@code verdicts.tsv}, one phrase a
 * line, to be extended without touching code.
 */
@NullMarked
package dev.canard.indexer.debunk;

import org.jspecify.annotations.NullMarked;
