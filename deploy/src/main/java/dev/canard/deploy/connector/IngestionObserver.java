package dev.canard.deploy.connector;

import dev.canard.event.DeadLetter;

/** Is told how the reading of a source goes. */
public interface IngestionObserver {

    /** Looks away. */
    IngestionObserver NONE = new IngestionObserver() {};

    /**
     * How far it is; told whenever something was committed, and now and then where nothing comes.
     *
     * @param lag how far it is behind its source, for people; empty where that is not known
     */
    default void progress(Ingestion.Outcome outcome, String lag) {}

    /** Something could not be sent. */
    default void unusable(DeadLetter letter) {}

    /** Something happened to the source; told by another thread than the rest. */
    default void note(String event) {}
}
