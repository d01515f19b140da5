package dev.canard.indexer.debunk;

import dev.canard.event.DeadLetter;

/** What came of reading a payload. */
public sealed interface ParsedDebunk permits DebunkDraft, ParsedDebunk.Rejection {

    /**
     * The payload is no fact-check that can be used.
     *
     * @param kind what is wrong
     * @param message the field that is wrong and why; holds text of the payload only where a person has to choose a claim
     */
    record Rejection(DeadLetter.Kind kind, String message) implements ParsedDebunk {}
}
