package dev.canard.indexer.lookback;

import dev.canard.event.PostClaims;
import java.util.Map;
import java.util.Set;

/**
 * A post that may have to be judged again.
 *
 * @param claims the post and its claims
 * @param time the record's time, in milliseconds since 1970
 * @param vectors its clean text as each encoder sees it, quantised, by the encoder's id
 * @param close ids of the debunks that came close when it was last judged
 * @param indexOffset how far the index had read the topic of debunks when it was last judged
 */
public record RecentPost(
        PostClaims claims, long time, Map<String, byte[]> vectors, Set<String> close, long indexOffset) {

    public RecentPost {
        vectors = Map.copyOf(vectors);
        close = Set.copyOf(close);
    }
}
