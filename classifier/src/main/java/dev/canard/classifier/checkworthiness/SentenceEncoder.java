package dev.canard.classifier.checkworthiness;

/** Turns a sentence into a vector of unit length that lies near those of sentences that mean the same. Thread-safe. */
public interface SentenceEncoder {

    /** Name and version. A model is of use only with the encoder that it was fitted to. */
    String id();

    /** The vector, without NaN, also for a text that holds no word. */
    float[] encode(String text);
}
