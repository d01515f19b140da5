package dev.canard.indexer.training.bert;

import java.util.Map;

/**
 * What a training step gave.
 *
 * @param loss what is to become less
 * @param byName its gradient for each trained array
 */
record Gradients(double loss, Map<String, float[]> byName) {

    /** The length of all gradients together. */
    double norm() {
        double squares = 0;
        for (float[] gradient : byName.values()) {
            for (float slope : gradient) {
                squares += (double) slope * slope;
            }
        }
        return Math.sqrt(squares);
    }
}
