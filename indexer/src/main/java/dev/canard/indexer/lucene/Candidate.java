package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import java.util.Map;

/**
 * A debunk that a search found, measured against the whole query.
 *
 * @param debunk the debunk, with its vectors
 * @param words its words
 * @param bm25Claim BM25 of the claim, at least 0
 * @param bm25Title BM25 of the title, at least 0
 * @param bm25Both BM25 of claim and title as one text, at least 0
 * @param bm25Body BM25 of the article, 0 without one, at least 0
 * @param lexicalRank how many debunks share more with the query by BM25, from 0; {@link #NOT_LISTED} beyond the list
 * @param vectorRanks how many are nearer by encoder id, from 0; absent beyond the list
 */
public record Candidate(
        Debunk debunk,
        DebunkWords words,
        double bm25Claim,
        double bm25Title,
        double bm25Both,
        double bm25Body,
        int lexicalRank,
        Map<String, Integer> vectorRanks) {

    /** The rank of what is not on a list. */
    public static final int NOT_LISTED = Integer.MAX_VALUE;
}
