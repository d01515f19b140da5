package dev.canard.deploy.replay;

/** Thrown for what a replay does not allow as it is now; another state would. */
public final class ReplayConflictException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** @param message in what way it is in the way, in one line */
    public ReplayConflictException(String message) {
        super(message);
    }
}
