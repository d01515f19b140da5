package dev.canard.deploy.replay;

/** Thrown for a name that no replay has. */
public final class NoSuchReplayException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    NoSuchReplayException(String id) {
        super("no replay is called " + id);
    }
}
