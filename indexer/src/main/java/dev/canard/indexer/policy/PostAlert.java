package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an alert of a post.
 *
 * @param postId says to which partition it belongs, also where there is no alert that would
 * @param alert its next snapshot; null where it was erased
 */
record PostAlert(String postId, @Nullable Alert alert) {

    /** Writes the alert alone, as those who read the topic of alerts expect it: nothing where it was erased. */
    static Serde<PostAlert> asAlert(Serde<Alert> alerts) {
        return new Serde<>() {
            @Override
            public Serializer<PostAlert> serializer() {
                Serializer<Alert> serializer = alerts.serializer();
                return new Serializer<>() {
                    @Override
                    public byte @Nullable [] serialize(String topic, @Nullable PostAlert value) {
                        return serializer.serialize(topic, value == null ? null : value.alert);
                    }

                    @Override
                    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable PostAlert value) {
                        return serializer.serialize(topic, headers, value == null ? null : value.alert);
                    }
                };
            }

            @Override
            public Deserializer<PostAlert> deserializer() {
                Deserializer<Alert> deserializer = alerts.deserializer();
                return (topic, bytes) -> {
                    Alert alert = deserializer.deserialize(topic, bytes);
                    return alert == null ? null : new PostAlert(alert.post().id(), alert);
                };
            }
        };
    }
}
