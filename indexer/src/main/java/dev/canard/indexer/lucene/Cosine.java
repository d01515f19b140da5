package dev.canard.indexer.lucene;

import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Compares vectors with Lucene's arithmetic, which uses the processor's vector instructions where Java lets it. */
public final class Cosine {

    private Cosine() {}

    /**
     * Of two unit vectors of the same length; 0 where one is unknown.
     *
     * @throws IllegalArgumentException if their lengths differ
     */
    public static double of(float @Nullable [] a, float @Nullable [] b) {
        return a == null || b == null ? 0 : VectorUtil.dotProduct(a, b);
    }
}
