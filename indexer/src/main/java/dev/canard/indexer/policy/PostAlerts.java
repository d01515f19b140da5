package dev.canard.indexer.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.canard.event.Alert;
import dev.canard.event.EventJson;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * What has to be remembered of a post to go on with its alerts.
 *
 * @param open the alert that holds, null if none does
 * @param revisions the newest revision of every alert that the post ever had, by alert id
 */
public record PostAlerts(@Nullable Alert open, Map<String, Integer> revisions) {

    /** A post that never alerted. */
    public static final PostAlerts NONE = new PostAlerts(null, Map.of());

    public PostAlerts {
        revisions = Map.copyOf(revisions);
    }

    /** Reads and writes the state as JSON. */
    public static Serde<PostAlerts> serde() {
        ObjectWriter writer = EventJson.mapper().writerFor(PostAlerts.class);
        ObjectReader reader = EventJson.mapper().readerFor(PostAlerts.class);
        return Serdes.serdeFrom(
                (topic, state) -> {
                    try {
                        return state == null ? null : writer.writeValueAsBytes(state);
                    } catch (JsonProcessingException e) {
                        throw new SerializationException("alerts of a post that cannot be written", e);
                    }
                },
                (topic, bytes) -> {
                    try {
                        return bytes == null ? null : reader.readValue(bytes);
                    } catch (IOException e) {
                        throw new SerializationException("alerts of a post that cannot be read", e);
                    }
                });
    }
}
