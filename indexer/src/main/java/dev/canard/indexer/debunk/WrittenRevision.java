package dev.canard.indexer.debunk;

import dev.canard.event.Debunk;
import dev.canard.event.DebunkChange;
import org.jspecify.annotations.Nullable;

/**
 * A revision as it is written.
 *
 * @param debunk with its vectors; null where it was retracted
 * @param change what those are told who keep recent posts
 * @param looksBack whether they are told at all: old fact-checks may be imported without
 */
record WrittenRevision(@Nullable Debunk debunk, DebunkChange change, boolean looksBack) {}
