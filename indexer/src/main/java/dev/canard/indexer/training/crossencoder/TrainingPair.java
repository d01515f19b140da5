package dev.canard.indexer.training.crossencoder;

import dev.canard.indexer.encoder.TokenPair;

/**
 * A pair to learn from.
 *
 * @param pair the texts
 * @param label the number of its class
 */
record TrainingPair(TokenPair pair, int label) {

    int length() {
        return pair.length();
    }
}
