package dev.canard.indexer.lucene;

import org.apache.lucene.util.VectorUtil;

/**
 * A vector in a quarter of the space: near enough to tell what is near, not to rank.
 *
 * @param values each element in a byte, the largest as ±127
 * @param length their Euclidean length; 0 for a vector of zeros
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record QuantizedVector(byte[] values, double length) {

    /** Takes the elements as they were stored. */
    public static QuantizedVector of(byte[] values) {
        return new QuantizedVector(values, Math.sqrt(VectorUtil.dotProduct(values, values)));
    }

    /** Quantises a vector without NaN. */
    public static QuantizedVector of(float[] vector) {
        float largest = 0;
        for (float value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        byte[] values = new byte[vector.length];
        for (int i = 0; i < vector.length && largest > 0; i++) {
            values[i] = (byte) Math.round(vector[i] / largest * Byte.MAX_VALUE);
        }
        return of(values);
    }

    /**
     * The cosine of the angle between two vectors; 0 where one has no direction.
     *
     * @throws IllegalArgumentException if they have different numbers of elements
     */
    public double cosine(QuantizedVector other) {
        double lengths = length * other.length;
        return lengths == 0 ? 0 : VectorUtil.dotProduct(values, other.values) / lengths;
    }
}
