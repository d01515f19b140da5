package dev.canard.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.event.Alert;
import dev.canard.event.DeadLetter;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.PostMatches;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Runs the topologies in test drivers, without a broker, and carries their records from one to the next. */
final class DriverRunner implements PipelineRunner {

    /** Enough for all posts of a test to be judged again. */
    private static final int LOOKS_BACK = 20;

    private final Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Topics topics;
    private final Topologies topologies;
    private final Map<Application, TopologyTestDriver> drivers = new EnumMap<>(Application.class);
    private final List<Alert> alerts = new ArrayList<>();
    private final List<PostMatches> matches = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    DriverRunner(CanardSettings settings, Path directory) {
        Meters meters = new Meters(registry);
        topics = new Topics(settings.topics());
        topologies = new Topologies(settings, meters, () -> now, new CallerRuns());
        for (Application application : Application.values()) {
            Properties properties =
                    StreamsProperties.of(settings, topics, application, topologies.id(application), directory, meters);
            drivers.put(application, new TopologyTestDriver(topologies.of(application), properties));
        }
    }

    @Override
    public void debunk(String key, byte[] payload, int debunksThen) {
        pipe(Application.DEBUNKS, topics.debunksRaw(), List.of(record(key, payload)));
        carryDebunks(debunksThen);
    }

    @Override
    public void amendment(String key, DebunkAmendment amendment, int debunksThen) {
        byte[] bytes = topics.debunkAmendments().values().serializer().serialize("", amendment);
        pipe(Application.DEBUNKS, topics.debunkAmendments(), List.of(record(key, bytes)));
        carryDebunks(debunksThen);
    }

    private void carryDebunks(int debunksThen) {
        pipe(Application.MATCHER, topics.debunks(), drain(Application.DEBUNKS, topics.debunks()));
        collect();
        await().untilAsserted(() -> assertThat(
                        registry.get(Meter.INDEX_DEBUNKS.id()).gauge().value())
                .isEqualTo(debunksThen));
        pipe(Application.MATCHER, topics.debunkChanges(), drain(Application.DEBUNKS, topics.debunkChanges()));
        for (int i = 0; i < LOOKS_BACK; i++) {
            drivers.get(Application.MATCHER).advanceWallClockTime(Duration.ofSeconds(1));
        }
        collect();
    }

    @Override
    public void post(String key, byte[] payload) {
        pipe(Application.INGEST, topics.postsRaw(), List.of(record(key, payload)));
        pipe(Application.CLASSIFIER, topics.posts(), drain(Application.INGEST, topics.posts()));
        pipe(Application.MATCHER, topics.claims(), drain(Application.CLASSIFIER, topics.claims()));
        collect();
    }

    private TestRecord<byte[], byte[]> record(String key, byte[] payload) {
        return new TestRecord<>(topics.postsRaw().keys().serializer().serialize("", key), payload, now);
    }

    private void pipe(Application to, Topic<?, ?> topic, List<TestRecord<byte[], byte[]>> records) {
        drivers.get(to)
                .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeRecordList(records);
    }

    private List<TestRecord<byte[], byte[]>> drain(Application from, Topic<?, ?> topic) {
        return drivers.get(from)
                .createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private void collect() {
        for (TopologyTestDriver driver : drivers.values()) {
            read(driver, topics.alerts()).readValuesToList().forEach(alerts::add);
            read(driver, topics.matches()).readValuesToList().stream()
                    .filter(verdict -> verdict != null)
                    .forEach(matches::add);
            read(driver, topics.deadLetters()).readValuesToList().forEach(deadLetters::add);
        }
    }

    private static <V> TestOutputTopic<String, V> read(TopologyTestDriver driver, Topic<String, V> topic) {
        return driver.createOutputTopic(
                topic.name(), topic.keys().deserializer(), topic.values().deserializer());
    }

    @Override
    public List<Alert> alerts() {
        return alerts;
    }

    @Override
    public List<PostMatches> matches() {
        return matches;
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    @Override
    public void close() {
        drivers.values().forEach(TopologyTestDriver::close);
        topologies.close();
    }
}
