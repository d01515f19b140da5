package dev.canard.deploy.connector;

import dev.canard.deploy.source.Input;

/** Takes what a connector reads. */
public interface Intake {

    /**
     * Takes an input, and waits until there is room for it and it is its turn.
     *
     * @param position where to go on behind it, see {@link dev.canard.event.SourcePosition#position}
     * @param records how many records of the source were read so far, this one and those of earlier processes included
     */
    void put(Input input, String position, long records) throws InterruptedException;

    /** Says for people what happens to the source beside what it gives: a broken connection, a refusal. */
    void note(String event);
}
