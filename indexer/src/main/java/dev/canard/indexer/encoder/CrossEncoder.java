package dev.canard.indexer.encoder;

import java.util.List;

/** Reads two texts together and tells how the first stands to the second. Implementations are thread-safe. */
public interface CrossEncoder extends AutoCloseable {

    /** Name and version: changes with whatever changes the scores. */
    String id();

    /** The names of the classes, in the order of the scores. */
    List<String> classes();

    /**
     * The log-probability of each class for each second text, in their order. What the texts hold beyond the model's bound is
     * not read.
     *
     * @param first the text that all pairs have in common
     * @param seconds the others; may be empty
     */
    List<double[]> score(String first, List<String> seconds);

    @Override
    void close();
}
