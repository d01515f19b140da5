package dev.canard.indexer.training.bert;

import dev.canard.indexer.encoder.TokenPair;
import java.util.List;

/**
 * A pair to learn from.
 *
 * @param pair the texts
 * @param labels the numbers of the classes that it may have: one where the class is known, at least one
 */
record TrainingPair(TokenPair pair, List<Integer> labels) {

    TrainingPair {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("a pair has at least one possible class");
        }
    }

    /** A pair whose class is known. */
    TrainingPair(TokenPair pair, int label) {
        this(pair, List.of(label));
    }

    int length() {
        return pair.length();
    }
}
