package dev.canard.indexer.match;

import java.util.List;

/**
 * The debunks that come closest to a post.
 *
 * @param post the post
 * @param debunks best first; empty where none comes close or the index is empty
 * @param indexOffset how far the index had read the topic of debunks: the offset of the next record
 */
public record Ranking(EncodedPost post, List<RankedDebunk> debunks, long indexOffset) {

    /** Calibrated probability that the post is about the claim of the first debunk, 0 to 1; 0 without a debunk. */
    public double about() {
        return debunks.isEmpty() ? 0 : debunks.getFirst().about();
    }
}
