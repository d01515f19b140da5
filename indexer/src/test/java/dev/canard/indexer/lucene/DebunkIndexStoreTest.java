package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebunkIndexStoreTest {

    private static final String STORE = "debunk-index";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a")));
    private final Topic<String, Debunk> debunks = new Topics(TopicSettings.DEFAULTS).debunks();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    @Test
    void store_followsItsTopic() throws InterruptedException {
        try (TopologyTestDriver driver = driver()) {
            TestInputTopic<String, Debunk> topic = input(driver);
            DebunkIndex index = index(driver);

            topic.pipeInput("1", Debunks.falseClaim("1", "Birds are drones.", null, encoders));
            topic.pipeInput("2", Debunks.falseClaim("2", "Garlic cures flu.", null, encoders));
            topic.pipeInput("1", (Debunk) null);

            assertThat(index.awaitOffset(3, Duration.ofSeconds(30))).isTrue();
            try (DebunkSnapshot snapshot = index.acquire()) {
                assertThat(snapshot.offset()).isEqualTo(3);
                assertThat(snapshot.debunk("1")).isEmpty();
                assertThat(snapshot.debunk("2")).isPresent();
            }
            assertThat(registry.get(Meter.INDEX_DEBUNKS.id()).gauge().value()).isEqualTo(1);
            assertThat(registry.get(Meter.INDEX_OFFSET.id()).gauge().value()).isEqualTo(3);
        }
    }

    @Test
    void store_keepsIndexAndOffset_overARestart() {
        TopicPartition partition = new TopicPartition(debunks.name(), 0);
        DebunkIndexStore store = open();
        assertThat(store.committedOffset(partition)).isNull();
        store.index().put(Debunks.falseClaim("1", "Birds are drones.", null, encoders), 0);
        store.commit(Map.of(partition, 1L));
        store.close();
        assertThat(store.isOpen()).isFalse();

        store = open();

        assertThat(store.committedOffset(partition)).isEqualTo(1);
        assertThat(store.index().size()).isEqualTo(1);
        store.close();
    }

    @Test
    void store_commitsByItself_afterManyChanges() {
        TopicPartition partition = new TopicPartition(debunks.name(), 0);
        DebunkIndexStore store = open();
        for (int i = 0; i < 20_000; i++) {
            store.apply("gone", null, NOW, new Position(debunks.name(), 0, i));
        }
        assertThat(store.committedOffset(partition)).isEqualTo(20_000);
        store.close();
    }

    @Test
    void store_tellsSizeAndAge_alsoOverARestart() {
        DebunkIndexStore store = open();
        assertThat(gauge(Meter.INDEX_AGE)).isNaN();
        store.apply(
                "1",
                Debunks.falseClaim("1", "Birds are drones.", null, encoders),
                NOW.minusSeconds(90),
                new Position(debunks.name(), 0, 0));
        store.index().refresh();
        store.commit(Map.of(new TopicPartition(debunks.name(), 0), 1L));

        assertThat(gauge(Meter.INDEX_AGE)).isEqualTo(90);
        assertThat(gauge(Meter.INDEX_SEGMENTS)).isEqualTo(1);
        assertThat(gauge(Meter.INDEX_BYTES)).isGreaterThan(1000);
        store.close();
        registry.clear();
        store = open();

        assertThat(gauge(Meter.INDEX_AGE)).isEqualTo(90);
        assertThat(gauge(Meter.INDEX_DEBUNKS)).isEqualTo(1);
        store.close();
        assertThat(gauge(Meter.INDEX_BYTES)).isZero();
    }

    @Test
    void store_countsAnIndex_thatIsBuiltAnew() throws IOException {
        DebunkIndexStore store = open();
        store.index().put(Debunks.falseClaim("1", "Birds are drones.", null, encoders), 0);
        store.commit(Map.of(new TopicPartition(debunks.name(), 0), 1L));
        store.close();
        assertThat(registry.find(Meter.INDEX_REBUILDS.id()).counter()).isNull();
        Files.write(directory.resolve(STORE).resolve("segments_1"), new byte[] {1, 2, 3});

        store = open();

        assertThat(store.committedOffset(new TopicPartition(debunks.name(), 0))).isNull();
        assertThat(registry.get(Meter.INDEX_REBUILDS.id())
                        .tag("cause", "damaged")
                        .counter()
                        .count())
                .isEqualTo(1);
        store.close();
    }

    private double gauge(Meter meter) {
        return registry.get(meter.id()).gauge().value();
    }

    private DebunkIndexStore open() {
        DebunkIndexStore store = DebunkIndexStore.builder(
                        STORE, encoders.ids(), new Meters(registry), InstantSource.fixed(NOW))
                .build();
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private record Position(String topic, int partition, long offset) implements RecordMetadata {}

    private TopologyTestDriver driver() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addGlobalStore(
                DebunkIndexStore.builder(STORE, encoders.ids(), new Meters(registry)),
                debunks.name(),
                debunks.consumed("read-debunks"),
                DebunkIndexProcessor.supplier(STORE));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "index-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        return new TopologyTestDriver(builder.build(), properties);
    }

    private TestInputTopic<String, Debunk> input(TopologyTestDriver driver) {
        return driver.createInputTopic(
                debunks.name(), debunks.keys().serializer(), debunks.values().serializer());
    }

    private static DebunkIndex index(TopologyTestDriver driver) {
        return ((DebunkIndexStore) driver.getStateStore(STORE)).index();
    }
}
