package dev.canard.indexer.training.bert;

/**
 * An array of numbers with a shape.
 *
 * @param shape the sizes, outermost first
 * @param values the numbers in that order; changed by training
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Tensor(long[] shape, float[] values) {

    Tensor {
        long size = 1;
        for (long one : shape) {
            size *= one;
        }
        if (size != values.length) {
            throw new IllegalArgumentException("%d values for a shape of %d".formatted(values.length, size));
        }
    }

    static Tensor of(float[] values, long... shape) {
        return new Tensor(shape, values);
    }
}
