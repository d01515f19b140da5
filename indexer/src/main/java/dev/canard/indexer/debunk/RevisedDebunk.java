package dev.canard.indexer.debunk;

import dev.canard.event.Debunk;
import dev.canard.event.DebunkChange;
import dev.canard.event.DebunkRevision;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a change of a debunk.
 *
 * @param rewritten whether what is matched has changed
 * @param debunk what is matched from now on, with its vectors; null if nothing is, or it has not changed
 * @param change what those are told who keep recent posts
 * @param looksBack whether they are told at all: old fact-checks may be imported without
 * @param entry what the audit trail is told; null if only the encoders have changed
 */
record RevisedDebunk(
        boolean rewritten,
        @Nullable Debunk debunk,
        DebunkChange change,
        boolean looksBack,
        @Nullable DebunkRevision entry) {}
