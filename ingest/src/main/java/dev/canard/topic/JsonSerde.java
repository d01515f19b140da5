package dev.canard.topic;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.canard.event.EventJson;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Reads and writes what a topology remembers in its own stores, as JSON without a version. */
public final class JsonSerde {

    private JsonSerde() {}

    /** Of a type that Jackson can read and write with the settings of events. */
    public static <T> Serde<T> of(Class<T> type) {
        ObjectWriter writer = EventJson.mapper().writerFor(type);
        ObjectReader reader = EventJson.mapper().readerFor(type);
        return Serdes.serdeFrom(
                (topic, state) -> {
                    try {
                        return state == null ? null : writer.writeValueAsBytes(state);
                    } catch (IOException e) {
                        throw new SerializationException(type.getSimpleName() + " that cannot be written", e);
                    }
                },
                (topic, bytes) -> {
                    try {
                        return bytes == null ? null : reader.readValue(bytes);
                    } catch (IOException e) {
                        throw new SerializationException(type.getSimpleName() + " that cannot be read", e);
                    }
                });
    }
}
