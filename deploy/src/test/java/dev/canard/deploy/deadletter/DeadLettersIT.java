package dev.canard.deploy.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.DeadLetter;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersIT {

    private static final DeadLetterFilter ALL = new DeadLetterFilter(Set.of(), Set.of(), null, null, null, null);

    /** The broker, whose clock is the system's, deletes what is older than the topic keeps it. */
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;

    private Topics topics;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        TopicSettings settings =
                new TopicSettings(test.getTestMethod().orElseThrow().getName() + ".", 3, (short) 1);
        topics = new Topics(settings);
        try (Admin admin = Admin.create(client())) {
            new TopicCreator(admin, settings).createMissing(topics.all());
        }
    }

    @Test
    void replay_sendsBackWhatWasRead_onceHoweverOftenItIsAsked() {
        // given
        send(letter(DeadLetter.Kind.NOT_JSON, "a.jsonl", 2, "one", "mastodon"));
        send(letter(DeadLetter.Kind.INVALID_FIELD, "b.jsonl", 1, "two", null));

        // when
        long first = replayer().replay(ALL, _ -> {});
        List<StoredLetter> passedOver = new ArrayList<>();
        long second = replayer().replay(ALL, passedOver::add);

        // then
        assertThat(first).isEqualTo(2);
        assertThat(second).isZero();
        assertThat(passedOver).extracting(StoredLetter::obstacle).allMatch(why -> why.startsWith("was replayed at"));
        assertThat(read(topics.postsRaw()))
                .extracting(
                        record -> record.partition() + " " + record.key() + " "
                                + new String(record.value(), StandardCharsets.UTF_8),
                        record -> RawHeaders.of(record.headers()))
                .containsExactlyInAnyOrder(
                        tuple("2 key-one one", new RawHeaders("mastodon", "a.jsonl", "7")),
                        tuple("1 key-two two", new RawHeaders(null, "b.jsonl", "7")));
        assertThat(stored(ALL)).extracting(StoredLetter::replay).doesNotContainNull();
    }

    @Test
    void replay_whatIsNotAllThere_isPassedOverWithTheCause() {
        // given
        send(new DeadLetter(
                DeadLetter.Kind.TOO_LARGE,
                "m",
                topics.postsRaw().name(),
                0,
                1,
                "a.jsonl",
                "7",
                "k",
                new byte[3],
                9,
                NOW));
        send(new DeadLetter(
                DeadLetter.Kind.MISSING_FIELD,
                "m",
                topics.postsRaw().name(),
                -1,
                -1,
                "a.csv",
                "7",
                null,
                new byte[3],
                3,
                NOW));
        List<StoredLetter> passedOver = new ArrayList<>();

        // when
        long sent = replayer().replay(ALL, passedOver::add);

        // then
        assertThat(sent).isZero();
        assertThat(passedOver)
                .extracting(StoredLetter::obstacle)
                .containsExactlyInAnyOrder(
                        "its bytes are not all there; send it again from a.jsonl:7",
                        "it never reached a topic; send it again from a.csv:7");
        assertThat(read(topics.postsRaw())).isEmpty();
    }

    @Test
    void replay_manyLetters_areAllSent() {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < 1_001; i++) {
                send(producer, letter(DeadLetter.Kind.NOT_JSON, "many.jsonl", i % 3, "n" + i, null));
            }
        }

        assertThat(replayer().replay(ALL, _ -> {})).isEqualTo(1_001);
        assertThat(read(topics.postsRaw()))
                .extracting(ConsumerRecord::key)
                .hasSize(1_001)
                .doesNotHaveDuplicates();
    }

    @Test
    void filter_leavesWhatMeetsAllOfIt() {
        // given
        send(letter(DeadLetter.Kind.NOT_JSON, "a.jsonl", 0, "one", null));
        send(letter(DeadLetter.Kind.EMPTY, "b.jsonl", 0, "two", null));

        // when, then
        String id = stored(ALL).getFirst().id();
        String topic = topics.postsRaw().name();
        assertThat(keys(new DeadLetterFilter(Set.of(id), Set.of(), null, null, null, null)))
                .hasSize(1);
        assertThat(keys(new DeadLetterFilter(Set.of(), Set.of(DeadLetter.Kind.EMPTY), null, null, null, null)))
                .containsExactly("key-two");
        assertThat(keys(new DeadLetterFilter(Set.of(), Set.of(), "a.js", topic, NOW, NOW.plusMillis(1))))
                .containsExactly("key-one");
        assertThat(keys(new DeadLetterFilter(Set.of(), Set.of(), null, "other", null, null)))
                .isEmpty();
        assertThat(keys(new DeadLetterFilter(Set.of(), Set.of(), null, null, NOW.plusMillis(1), null)))
                .isEmpty();
        assertThat(keys(new DeadLetterFilter(Set.of(), Set.of(), null, null, null, NOW)))
                .isEmpty();
    }

    private List<String> keys(DeadLetterFilter filter) {
        return stored(filter).stream().map(stored -> stored.letter().key()).toList();
    }

    private List<StoredLetter> stored(DeadLetterFilter filter) {
        List<StoredLetter> stored = new ArrayList<>();
        new DeadLetters(client(), topics).read(filter, stored::add);
        return stored;
    }

    private DeadLetterReplayer replayer() {
        return new DeadLetterReplayer(client(), topics, InstantSource.system());
    }

    private DeadLetter letter(
            DeadLetter.Kind kind, String source, int partition, String value, @Nullable String format) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new DeadLetter(
                kind,
                "it is broken",
                topics.postsRaw().name(),
                partition,
                42,
                source,
                "7",
                format,
                "key-" + value,
                bytes,
                bytes.length,
                NOW);
    }

    private void send(DeadLetter letter) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            send(producer, letter);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, DeadLetter letter) {
        Topic<String, DeadLetter> topic = topics.deadLetters();
        producer.send(new ProducerRecord<>(
                topic.name(), null, topic.values().serializer().serialize(topic.name(), letter)));
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        var bytes = new ByteArraySerializer();
        return new KafkaProducer<>(client(), bytes, bytes);
    }

    private <V> List<ConsumerRecord<String, V>> read(Topic<String, V> topic) {
        List<ConsumerRecord<String, V>> records = new ArrayList<>();
        try (TopicTail<V> tail = new TopicTail<>(client(), topic, TopicTail.From.BEGINNING)) {
            tail.readToEnd(records::add);
        }
        return records;
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
