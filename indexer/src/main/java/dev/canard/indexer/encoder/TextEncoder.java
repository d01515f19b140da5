package dev.canard.indexer.encoder;

/** Turns a text into a vector that lies near those of texts that mean the same. Implementations are thread-safe. */
public interface TextEncoder extends AutoCloseable {

    /** Name and version. Vectors of encoders with different ids must never be compared. */
    String id();

    /** Length of the vectors. */
    int dimensions();

    /**
     * The vector of a text, of unit length and without NaN, also for a text that holds no word.
     *
     * @param role some encoders treat what is searched for and what is found differently
     */
    float[] encode(String text, Role role);

    @Override
    void close();

    /** On which side of a search a text stands. */
    enum Role {
        /** What is searched for: a post. */
        QUERY,
        /** What can be found: a debunk. */
        PASSAGE
    }
}
