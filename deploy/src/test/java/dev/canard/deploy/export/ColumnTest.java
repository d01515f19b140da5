package dev.canard.deploy.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.Event;
import dev.canard.event.EventJson;
import dev.canard.event.Events;
import dev.canard.event.Verdict;
import dev.canard.topic.EventSerde;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTest {

    static Stream<Class<? extends Event>> typesOfEvents() {
        return new Topics(new TopicSettings("", 1, (short) 1))
                .all().stream()
                        .flatMap(topic ->
                                topic.values() instanceof EventSerde<?> serde ? Stream.of(serde.type()) : Stream.of());
    }

    @ParameterizedTest
    @MethodSource("typesOfEvents")
    void columns_ofEveryEvent_haveNamesOfTheirOwn(Class<? extends Event> type) {
        // SQL does not tell cases apart.
        List<String> names = Column.of(type).stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();

        assertThat(names)
                .doesNotHaveDuplicates()
                .contains("record_offset")
                .allMatch(name -> name.matches("[a-z_0-9]+"));
    }

    @Test
    void columns_ofAnAlert_giveItsFieldsWithTheirTypes() throws IOException {
        Alert alert = Events.alert(
                Events.post("p1", "=1+1"), Events.debunk("d1", "Garlic cures the flu", Verdict.MISLEADING));

        Map<String, Object> row = row(alert, Alert.class);

        assertThat(row)
                .containsEntry("record_partition", 3L)
                .containsEntry("record_deleted", false)
                .containsEntry("post_text", "=1+1")
                .containsEntry("post_arrivedAt", Events.START)
                .containsEntry("debunk_rating_verdict", "MISLEADING")
                .containsEntry("revision", 1L)
                .containsEntry("probability", alert.probability())
                .containsEntry("otherReviews", "[]")
                .containsEntry("reason", null);
    }

    @Test
    void columns_ofADebunk_leaveItsVectorsOut() throws IOException {
        assertThat(row(Events.debunk("d1", "Garlic cures the flu", Verdict.FALSE), Debunk.class))
                .containsKey("claim")
                .doesNotContainKey("vectors");
    }

    @Test
    void columns_ofWhatIsNoEvent_giveItsBytes() {
        ExportedRecord record = new ExportedRecord(0, 1, Events.START, null, null, new byte[] {0, (byte) 0xff});

        assertThat(Column.of(null))
                .filteredOn(column -> column.name().equals("record_base64"))
                .extracting(column -> column.value().apply(record))
                .containsExactly("AP8=");
    }

    private static Map<String, Object> row(Event event, Class<? extends Event> type) throws IOException {
        JsonNode json = EventJson.mapper().readTree(EventJson.write(event));
        ExportedRecord record = new ExportedRecord(3, 7, Instant.EPOCH, "k", json, null);
        Map<String, Object> row = new HashMap<>();
        Column.of(type).forEach(column -> row.put(column.name(), column.value().apply(record)));
        return row;
    }
}
