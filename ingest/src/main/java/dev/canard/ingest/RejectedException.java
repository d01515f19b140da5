package dev.canard.ingest;

import dev.canard.event.DeadLetter.Kind;

/** Leaves the reading of a payload as soon as something is wrong with it. */
final class RejectedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient ParsedPost.Rejection rejection;

    /** @param message what is wrong, for a person; quotes no more of the payload than a few words */
    RejectedException(Kind kind, String message) {
        super(message, null, false, false);
        rejection = new ParsedPost.Rejection(kind, message);
    }

    ParsedPost.Rejection rejection() {
        return rejection;
    }
}
