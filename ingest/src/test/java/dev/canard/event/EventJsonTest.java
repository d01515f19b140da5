package dev.canard.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    @ParameterizedTest
    @MethodSource("dev.canard.event.EventSamples#all")
    void read_givesBackWhatWasWritten(Event event) {
        byte[] json = EventJson.write(event);

        Event again = EventJson.read(json, event.getClass());

        assertThat(again).isEqualTo(event).hasSameHashCodeAs(event);
        assertThat(EventJson.write(again)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("dev.canard.event.EventSamples#all")
    void write_givesTheVersionButNoDerivedValue(Event event) throws Exception {
        JsonNode json = EventJson.mapper().readTree(EventJson.write(event));

        assertThat(json.path("schemaVersion").intValue()).isEqualTo(Event.SCHEMA_VERSION);
        assertThat(json.has("eventId")).isFalse();
        assertThat(json.has("occurredAt")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.canard.event.EventSamples#full")
    void read_refusesEventsWithoutARequiredField(Event event) throws Exception {
        ObjectNode whole = (ObjectNode) EventJson.mapper().readTree(EventJson.write(event));
        Set<String> optional = Arrays.stream(event.getClass().getRecordComponents())
                .filter(component -> component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        optional.add("schemaVersion");
        List<String> fields = new ArrayList<>();
        whole.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            ObjectNode without = whole.deepCopy();
            without.remove(field);
            ObjectNode withNull = whole.deepCopy();
            withNull.putNull(field);
            for (ObjectNode broken : List.of(without, withNull)) {
                byte[] json = broken.toString().getBytes(UTF_8);
                if (optional.contains(field)) {
                    assertThat(EventJson.read(json, event.getClass())).isNotNull();
                } else {
                    assertThatThrownBy(() -> EventJson.read(json, event.getClass()))
                            .as(field)
                            .isInstanceOf(UnreadableEventException.class)
                            .hasMessageContaining(event.getClass().getSimpleName());
                }
            }
        }
    }

    @Test
    void write_equalEvents_givesEqualBytes() {
        Map<String, Double> ascending = new LinkedHashMap<>();
        Map<String, Double> descending = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            ascending.put("f" + i, (double) i);
            descending.put("f" + (19 - i), (double) (19 - i));
        }
        Alert alert = Events.alert("p", "d");

        assertThat(EventJson.write(withEvidence(alert, ascending)))
                .isEqualTo(EventJson.write(withEvidence(alert, descending)));
    }

    private static Alert withEvidence(Alert a, Map<String, Double> evidence) {
        return new Alert(
                a.id(),
                a.revision(),
                a.status(),
                a.reason(),
                a.post(),
                a.claim(),
                a.debunk(),
                a.otherReviews(),
                a.probability(),
                a.about(),
                a.stance(),
                a.explanation(),
                evidence,
                a.judgedBy(),
                a.raisedAt(),
                a.cluster());
    }

    @Test
    void write_loneSurrogates_canBeReadBack() {
        Post post = Events.post("1", "a\uD800b\uDC00");

        assertThat(EventJson.read(EventJson.write(post), Post.class)).isEqualTo(post);
    }

    @Test
    void read_newerVersion_isRefused() throws Exception {
        ObjectNode json = (ObjectNode) EventJson.mapper().readTree(EventJson.write(Events.post("1", "text")));
        json.put("schemaVersion", Event.SCHEMA_VERSION + 1);

        assertThatThrownBy(() -> EventJson.read(json.toString().getBytes(UTF_8), Post.class))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessage("Post has version 2, this Canard reads up to 1");
    }

    @Test
    void read_unknownFields_arePassedOver() throws Exception {
        Post post = Events.post("1", "text");
        ObjectNode json = (ObjectNode) EventJson.mapper().readTree(EventJson.write(post));
        json.put("mood", "good");
        ((ObjectNode) json.get("clean")).put("mood", "better");

        assertThat(EventJson.read(json.toString().getBytes(UTF_8), Post.class)).isEqualTo(post);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "42", "\"text\"", "{", "{}", "{} {}", "{\"id\":1,\"id\":2}", "\u0000"})
    void read_whatIsNoPost_isRefused(String json) {
        assertThatThrownBy(() -> EventJson.read(json.getBytes(UTF_8), Post.class))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageStartingWith("no Post: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"AAA=\"", "\"%%%%\"", "[1.0]", "1", "{}", "true"})
    void read_brokenVector_isRefused(String values) {
        String json = new String(
                        EventJson.write(Events.debunk("d", "c", Verdict.FALSE)
                                .withVectors(List.of(new Vector("e", "claim", new float[] {1})))),
                        UTF_8)
                .replace("\"AACAPw==\"", values);

        assertThat(json).contains(values);
        assertThatThrownBy(() -> EventJson.read(json.getBytes(UTF_8), Debunk.class))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void typeOf_isAsCloudEventsNameIt() {
        assertThat(EventJson.typeOf(Post.class)).isEqualTo("dev.canard.post.v1");
        assertThat(EventJson.typeOf(PostClaims.class)).isEqualTo("dev.canard.post_claims.v1");
        assertThat(EventJson.typeOf(SourcePosition.class)).isEqualTo("dev.canard.source_position.v1");
    }

    @Test
    void stanceEstimate_likeliestOfEquals_doesNotDependOnOrder() {
        List<Stance> stances = new ArrayList<>(List.of(Stance.values()));
        Map<Stance, Double> forth = new LinkedHashMap<>();
        stances.forEach(stance -> forth.put(stance, 0.1));
        Collections.reverse(stances);
        Map<Stance, Double> back = new LinkedHashMap<>();
        stances.forEach(stance -> back.put(stance, 0.1));

        assertThat(StanceEstimate.of(forth)).isEqualTo(StanceEstimate.of(back));
    }
}
