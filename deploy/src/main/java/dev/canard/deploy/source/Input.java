package dev.canard.deploy.source;

import dev.canard.event.DeadLetter;
import dev.canard.topic.RawHeaders;

/** What became of something that a source gave. */
public sealed interface Input {

    /**
     * A record for the topic of raw input.
     *
     * @param key its id, or its place where it has none
     * @param bytes the payload
     * @param headers what it is and where it comes from
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Payload(String key, byte[] bytes, RawHeaders headers) implements Input {}

    /** What cannot become a record. */
    record Unusable(DeadLetter letter) implements Input {}
}
