package dev.canard.deploy.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown where a connection could not be made or broke off, and another one may be tried. */
final class BrokenConnectionException extends Exception {

    private static final long serialVersionUID = 1;

    private final @Nullable Duration retryAfter;

    /** @param retryAfter how long the server asks to wait; null if it does not */
    BrokenConnectionException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
