package dev.canard.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.EventJson;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.UnreadableEventException;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EventSerdeTest {

    private static final Post POST = Events.post("1", "text");

    private final EventSerde<Post> serde = EventSerde.of(Post.class);

    @Test
    void serialize_describesTheEvent_inPlaceOfWhatItWasMadeFrom() {
        Headers headers =
                new RecordHeaders().add("ce_id", "old".getBytes(UTF_8)).add("trace", new byte[] {1});

        byte[] bytes = serde.serializer().serialize("posts", headers, POST);

        assertThat(bytes).isEqualTo(EventJson.write(POST));
        assertThat(Arrays.stream(headers.toArray())
                        .map(header -> header.key() + "=" + new String(header.value(), UTF_8)))
                .containsExactlyInAnyOrder(
                        "trace=\u0001",
                        "ce_specversion=1.0",
                        "ce_id=1@1769860800000",
                        "ce_type=dev.canard.post.v1",
                        "ce_source=/canard",
                        "ce_time=2026-01-31T11:59:58Z",
                        "content-type=application/json");
    }

    @Test
    void null_staysNull() {
        assertThat(serde.serializer().serialize("posts", new RecordHeaders(), null))
                .isNull();
        assertThat(serde.serializer().serialize("posts", null)).isNull();
        assertThat(serde.deserializer().deserialize("posts", null)).isNull();
    }

    @Test
    void deserialize_givesBackTheEvent() {
        assertThat(serde.deserializer().deserialize("posts", EventJson.write(POST)))
                .isEqualTo(POST);
    }

    @Test
    void deserialize_whatIsNoEvent_saysWhy() {
        assertThatThrownBy(() -> serde.deserializer().deserialize("posts", "[]".getBytes(UTF_8)))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("no Post: ")
                .hasCauseInstanceOf(UnreadableEventException.class);
    }
}
