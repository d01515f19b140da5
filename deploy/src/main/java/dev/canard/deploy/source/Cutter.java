package dev.canard.deploy.source;

import org.jspecify.annotations.Nullable;

/** Decides byte by byte where the records of a file begin and end; sees each byte once, in order. Not thread-safe. */
interface Cutter {

    /** What becomes of a byte. */
    enum Cut {
        /** It belongs to the open record. */
        KEEP,
        /** It belongs to no record. */
        SKIP,
        /** It belongs to no record, nor does what was kept of the open one. */
        DROP,
        /** It ends the open record, and does not belong to it. */
        END,
        /** It is the last one of the open record. */
        KEEP_AND_END
    }

    Cut at(byte next);

    /** Where in the file's structure the last record stood, beyond its line; empty where lines say all. */
    default String pointer() {
        return "";
    }

    /** What is missing if no more bytes come, beyond the open record; null for nothing. */
    default @Nullable String missing() {
        return null;
    }

    /** A record a line. */
    static Cutter lines() {
        return next -> next == '\n' ? Cut.END : Cut.KEEP;
    }

    /** All bytes are one record. */
    static Cutter whole() {
        return _ -> Cut.KEEP;
    }
}
