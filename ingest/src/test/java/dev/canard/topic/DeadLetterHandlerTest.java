package dev.canard.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.DeadLetter;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.EventJson;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterHandlerTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Topics topics = new Topics(TopicSettings.DEFAULTS);
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> input;
    private TestOutputTopic<byte[], byte[]> output;
    private TestOutputTopic<byte[], DeadLetter> deadLetters;

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void unreadableEvent_isPutAside_andTheNextGoesOn() {
        start(post -> post);
        byte[] good = EventJson.write(Events.post("2", "text"));

        send("1", "{\"schemaVersion\": 99}".getBytes(UTF_8));
        send("2", good);

        TestRecord<byte[], DeadLetter> record = deadLetters.readRecord();
        assertThat(record.key()).asString(UTF_8).isEqualTo("1");
        assertThat(record.value())
                .isEqualTo(new DeadLetter(
                        Kind.UNREADABLE_EVENT,
                        "Post has version 99, this Canard reads up to 1",
                        "canard.posts",
                        0,
                        0,
                        "posts.jsonl",
                        "7",
                        "1",
                        "{\"schemaVersion\": 99}".getBytes(UTF_8),
                        21,
                        Events.START));
        assertThat(record.getRecordTime()).isEqualTo(Events.START);
        assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
                .isEqualTo("dev.canard.dead_letter.v1");
        assertThat(output.readValuesToList()).containsExactly(good);
        assertThat(count("unreadable_event")).isEqualTo(1);
    }

    @Test
    void brokenJson_isNotTakenForInfrastructure() {
        start(post -> post);

        send("1", "{".getBytes(UTF_8));

        assertThat(deadLetters.readValue().kind()).isEqualTo(Kind.UNREADABLE_EVENT);
    }

    @Test
    void bug_isPutAsideWithItsPlace_andTheNextGoesOn() {
        start(post -> {
            if (post == null || post.id().equals("1")) {
                throw new IllegalStateException("half a\nclaim");
            }
            return post;
        });
        byte[] bad = EventJson.write(Events.post("1", "text"));
        byte[] good = EventJson.write(Events.post("2", "text"));

        send("1", bad);
        send("2", good);

        assertThat(deadLetters.readValue()).satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(Kind.PROCESSING_FAILED);
            assertThat(letter.message())
                    .startsWith("step failed: java.lang.IllegalStateException: half a claim at dev.canard.topic."
                            + getClass().getSimpleName());
            assertThat(letter.key()).isEqualTo("1");
            assertThat(letter.value()).isEqualTo(bad);
            assertThat(letter.offset()).isZero();
        });
        assertThat(output.readValuesToList()).containsExactly(good);
        assertThat(count("processing_failed")).isEqualTo(1);
    }

    @Test
    void bug_neitherKeyNorValue_isPutAside() {
        start(post -> {
            throw new NullPointerException();
        });

        input.pipeInput(new TestRecord<>(null, null, new RecordHeaders(), Events.START));

        assertThat(deadLetters.readRecord()).satisfies(record -> {
            assertThat(record.key()).isNull();
            assertThat(record.value().key()).isNull();
            assertThat(record.value().value()).isNull();
            assertThat(record.value().size()).isZero();
            assertThat(record.value().kind()).isEqualTo(Kind.PROCESSING_FAILED);
        });
    }

    @Test
    void hugeValue_isCut() {
        start(post -> post);

        send("1", new byte[3 << 20]);

        assertThat(deadLetters.readValue()).satisfies(letter -> {
            assertThat(letter.value()).hasSize(2 << 20);
            assertThat(letter.size()).isEqualTo(3 << 20);
            assertThat(EventJson.write(letter)).hasSizeLessThan(Topic.MAX_MESSAGE_BYTES);
        });
    }

    @Test
    void largestPost_isKeptWhole() {
        start(post -> {
            throw new IllegalStateException("bug");
        });

        send("1", EventJson.write(Events.post("1", "\u75AB\u82D7".repeat(50_000))));

        assertThat(deadLetters.readValue().holdsAllBytes()).isTrue();
    }

    static Stream<RuntimeException> infrastructure() {
        return Stream.of(
                new KafkaException("broker gone"),
                new InvalidStateStoreException("closed"),
                new UncheckedIOException(new IOException("disk full")),
                new IllegalStateException("wrapped", new IOException("disk full")),
                new IllegalStateException("wrapped", new OutOfMemoryError("heap")));
    }

    @ParameterizedTest
    @MethodSource("infrastructure")
    void infrastructure_stopsTheTask(RuntimeException failure) {
        start(post -> {
            throw failure;
        });

        assertThatThrownBy(() -> send("1", EventJson.write(Events.post("1", "text"))))
                .hasRootCause(rootOf(failure));
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void punctuation_hasNoRecordToPutAside_andStopsTheTask() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(topics.posts().name(), topics.posts().consumed("read"))
                .process(FailingClock::new, Named.as("clock"));
        start(builder);

        assertThatThrownBy(() -> driver.advanceWallClockTime(Duration.ofSeconds(2)))
                .hasRootCauseMessage("out of time");
    }

    /** The test driver has a handler of its own for global stores, so that the handler is asked directly. */
    @Test
    void globalStore_cannotPutAside_andStops() {
        start(post -> post);
        DeadLetterHandler handler = new DeadLetterHandler();
        handler.configure(DeadLetterHandler.settings(topics, "test", new Meters(registry)));
        ErrorHandlerContext global = new DefaultErrorHandlerContext(
                null, "debunks", 0, 7, new RecordHeaders(), "source", new TaskId(-1, -1), 0, new byte[0], new byte[0]);

        assertThat(handler.handleError(
                                global,
                                new ConsumerRecord<>("debunks", 0, 7, new byte[0], new byte[0]),
                                new SerializationException("broken"))
                        .result())
                .isEqualTo(DeserializationExceptionHandler.Result.FAIL);
        assertThat(handler.handleError(global, new Record<>("1", "text", 0), new IllegalStateException("bug"))
                        .result())
                .isEqualTo(ProcessingExceptionHandler.Result.FAIL);
    }

    private static final class FailingClock extends ContextualProcessor<String, Post, Void, Void> {
        @Override
        public void init(ProcessorContext<Void, Void> context) {
            context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, now -> {
                throw new IllegalStateException("out of time");
            });
        }

        @Override
        public void process(Record<String, Post> record) {}
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    private void start(Function<Post, Post> step) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(topics.posts().name(), topics.posts().consumed("read"))
                .mapValues(step::apply, Named.as("step"))
                .to("output", topics.posts().produced("write"));
        start(builder);
    }

    private void start(StreamsBuilder builder) {
        Properties properties = new Properties();
        properties.putAll(DeadLetterHandler.settings(topics, "test", new Meters(registry)));
        driver = new TopologyTestDriver(builder.build(), properties);
        input = driver.createInputTopic(topics.posts().name(), new ByteArraySerializer(), new ByteArraySerializer());
        output = driver.createOutputTopic("output", new ByteArrayDeserializer(), new ByteArrayDeserializer());
        deadLetters = driver.createOutputTopic(
                topics.deadLetters().name(),
                new ByteArrayDeserializer(),
                topics.deadLetters().values().deserializer());
    }

    private void send(String key, byte[] value) {
        input.pipeInput(new TestRecord<>(
                key.getBytes(UTF_8), value, new RawHeaders(null, "posts.jsonl", "7").toHeaders(), Events.START));
    }

    private double count(String kind) {
        return registry.get("canard.dead.letters")
                .tags("stage", "test", "kind", kind)
                .counter()
                .count();
    }
}
