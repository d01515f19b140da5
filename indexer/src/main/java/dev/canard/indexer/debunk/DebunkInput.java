package dev.canard.indexer.debunk;

import dev.canard.event.DeadLetter;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkAmendment;

/** What a record means for a debunk. */
sealed interface DebunkInput {

    /** Its publisher says it, for the first time, otherwise than before, or again; without vectors. */
    record Published(Debunk debunk) implements DebunkInput {}

    /** Its publisher took it back. */
    record Unpublished() implements DebunkInput {}

    /** A curator changed it. */
    record Amended(DebunkAmendment amendment) implements DebunkInput {}

    /** It cannot be read. */
    record Unusable(DeadLetter deadLetter) implements DebunkInput {}
}
