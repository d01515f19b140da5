package dev.canard.topic;

import dev.canard.event.Event;
import dev.canard.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads events as JSON, and gives each record the headers of CloudEvents' binary mode, so that consumers that
 * know nothing of Canard can route it.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents:
 *     Kafka protocol binding</a>
 */
public final class EventSerde<T extends Event> implements Serde<T> {

    private final Class<T> type;
    private final String typeName;

    private EventSerde(Class<T> type) {
        this.type = type;
        typeName = EventJson.typeOf(type);
    }

    public static <T extends Event> EventSerde<T> of(Class<T> type) {
        return new EventSerde<>(type);
    }

    /** The type of the events. */
    public Class<T> type() {
        return type;
    }

    @Override
    public Serializer<T> serializer() {
        return new Serializer<>() {
            @Override
            public byte @Nullable [] serialize(String topic, @Nullable T event) {
                return event == null ? null : EventJson.write(event);
            }

            @Override
            public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T event) {
                if (event == null) {
                    return null;
                }
                describe(event, headers);
                return EventJson.write(event);
            }
        };
    }

    @Override
    public Deserializer<T> deserializer() {
        return new Deserializer<>() {
            @Override
            public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
                if (bytes == null) {
                    return null;
                }
                try {
                    return EventJson.read(bytes, type);
                } catch (RuntimeException e) {
                    throw new SerializationException(e.getMessage(), e);
                }
            }
        };
    }

    private void describe(T event, Headers headers) {
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", event.eventId());
        put(headers, "ce_type", typeName);
        put(headers, "ce_source", "/canard");
        put(
                headers,
                "ce_time",
                event.occurredAt().truncatedTo(ChronoUnit.MILLIS).toString());
        put(headers, "content-type", "application/json");
    }

    /** Replaces, since a record inherits the headers of the one that it was made from. */
    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
