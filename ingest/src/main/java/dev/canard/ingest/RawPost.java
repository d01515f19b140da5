package dev.canard.ingest;

import dev.canard.topic.RawHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payload as read from {@code posts.raw}.
 *
 * @param key the post's id at its source, null if the source gave none
 * @param value the payload, null where the post was deleted
 * @param headers what the payload is and where it came from
 * @param topic where it was read from
 * @param partition where it was read from
 * @param offset where it was read from
 * @param arrivedAt when it reached Canard: the time of the record
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawPost(
        @Nullable String key,
        byte @Nullable [] value,
        RawHeaders headers,
        String topic,
        int partition,
        long offset,
        Instant arrivedAt) {}
