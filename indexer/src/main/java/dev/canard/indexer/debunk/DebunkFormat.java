package dev.canard.indexer.debunk;

/** A form in which publishers or data sets deliver a fact-check. Implementations are thread-safe. */
public interface DebunkFormat {

    /** The name by which the header {@link dev.canard.topic.RawHeaders#format} asks for it. */
    String name();

    /**
     * Reads one fact-check.
     *
     * @param payload the bytes as received, not empty, of bounded size
     */
    ParsedDebunk parse(byte[] payload);
}
