package dev.canard.deploy.source;

import dev.canard.event.DeadLetter;
import dev.canard.topic.RawHeaders;

/** Is told how an import goes, by the thread that imports. */
public interface ImportObserver {

    /** Looks away. */
    ImportObserver NONE = new ImportObserver() {};

    /**
     * How far it is.
     *
     * @param records records of the file that are through, dead letters and those of an earlier import included
     * @param bytes bytes of the file that were read, unpacked
     */
    default void progress(long records, long bytes) {}

    /**
     * A payload was sent.
     *
     * @param key the key under which it enters its topic
     */
    default void sent(String key, byte[] payload, RawHeaders headers) {}

    /** Something could not be sent, or was sent and will not be readable. */
    default void unusable(DeadLetter letter) {}
}
