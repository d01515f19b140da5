package dev.canard.indexer.debunk;

import dev.canard.event.DeadLetter;
import dev.canard.event.Debunk;

/** What a record of the topic of raw debunks means. */
sealed interface DebunkRevision {

    /** A new or changed debunk, or one that was sent again; without vectors. */
    record Published(Debunk debunk) implements DebunkRevision {}

    /** The publisher took it back. */
    record Retracted() implements DebunkRevision {}

    /** It cannot be read. */
    record Unusable(DeadLetter deadLetter) implements DebunkRevision {}
}
