package dev.canard.event;

/** Thrown where bytes are not the event that they should be. The message says what is wrong and where. */
public final class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableEventException(String message) {
        super(message);
    }
}
