package dev.canard.ingest;

/** Reads the posts of one kind of source. */
public interface PostFormat {

    /** The name by which a payload's header asks for this format. */
    String name();

    /** Reads a payload. Never throws, whatever the bytes hold, and takes time linear in their number. */
    ParsedPost parse(byte[] payload);
}
