package dev.canard.deploy.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A record of a topic.
 *
 * @param partition its partition
 * @param offset its offset there
 * @param time its timestamp
 * @param key its key; null if it has none
 * @param event its value as JSON; null where it was deleted, and where it is no event
 * @param bytes its value, where it is no event; null otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ExportedRecord(
        int partition,
        long offset,
        Instant time,
        @Nullable String key,
        @Nullable JsonNode event,
        byte @Nullable [] bytes) {

    LocalDate day() {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
