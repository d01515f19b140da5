package dev.canard.deploy.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.deploy.config.KafkaSettings;
import dev.canard.deploy.config.SourceSettings;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.source.PostPayloads;
import dev.canard.event.DeadLetter;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicConnectorIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final TopicSettings SETTINGS = new TopicSettings("canard.", 3, (short) 1);
    private static final Topics TOPICS = new Topics(SETTINGS);

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        try (Admin admin = Admin.create(client())) {
            new TopicCreator(admin, SETTINGS).createMissing(TOPICS.all());
            admin.createTopics(List.of(new NewTopic("statuses", Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void read_topicOfStatuses_goesOnWhereItStopped_andOneAtATime() throws Exception {
        // given
        send("a", status("a", "One"));
        send("b", status("b", "x".repeat(2_000)));
        send("c", null);

        // when
        Running first = run();
        first.await(3);
        first.stop();
        send("d", status("d", "Four"));
        Running second = run();
        second.await(1);
        assertThat(second.skipped()).isEqualTo(3);

        // then
        List<ConsumerRecord<String, byte[]>> sent = read(TOPICS.postsRaw());
        assertThat(sent)
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrder("https://m.example/a", "c", "https://m.example/d");
        assertThat(sent)
                .filteredOn(record -> record.key().equals("c"))
                .singleElement()
                .satisfies(deletion -> {
                    assertThat(new String(deletion.value(), StandardCharsets.UTF_8))
                            .isEqualTo("{\"id\":\"c\",\"deleted\":true}");
                    assertThat(RawHeaders.of(deletion.headers()).format()).isEqualTo("canard");
                });
        assertThat(read(TOPICS.deadLetters())).singleElement().satisfies(letter -> {
            assertThat(letter.value().kind()).isEqualTo(DeadLetter.Kind.TOO_LARGE);
            assertThat(letter.value().source()).isEqualTo("topic:statuses");
        });

        // and who comes later takes over
        Running third = run();
        send("e", status("e", "Five"));
        third.await(1);
        assertThatThrownBy(() -> {
                    send("f", status("f", "Six"));
                    second.running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                })
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("topic:statuses is read by another process now");
        third.await(2);
        third.stop();
        assertThat(read(TOPICS.postsRaw()))
                .extracting(ConsumerRecord::key)
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    /** A running ingestion. */
    private record Running(
            Ingestion ingestion, FutureTask<Ingestion.Outcome> running, AtomicReference<Ingestion.Outcome> outcome) {

        void await(long records) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> outcome.get().sent() + outcome.get().deadLetters() >= records);
        }

        long skipped() {
            return outcome.get().skipped();
        }

        void stop() throws Exception {
            ingestion.stop();
            running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static Running run() {
        AtomicReference<Ingestion.Outcome> told = new AtomicReference<>(new Ingestion.Outcome(0, 0, 0));
        Ingestion ingestion = new Ingestion(
                KafkaSettings.DEFAULTS.withBootstrapServers(broker.bootstrapServers()),
                TOPICS,
                SourceSettings.DEFAULTS,
                InstantSource.system(),
                new IngestionObserver() {
                    @Override
                    public void progress(Ingestion.Outcome outcome, String lag) {
                        told.set(outcome);
                    }
                });
        TopicConnector connector = new TopicConnector(
                "topic:statuses",
                client(),
                "statuses",
                new PostPayloads("mastodon", "topic:statuses", TOPICS, 1_000, InstantSource.system()));
        FutureTask<Ingestion.Outcome> running = new FutureTask<>(() -> ingestion.run(connector, false));
        Thread.ofPlatform().start(running);
        return new Running(ingestion, running, told);
    }

    private static String status(String id, String content) {
        return "{\"id\":\"1\",\"uri\":\"https://m.example/%s\",\"content\":\"%s\"}".formatted(id, content);
    }

    private static void send(String key, @Nullable String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("statuses", key, value)).get();
        }
    }

    private static <V> List<ConsumerRecord<String, V>> read(Topic<String, V> topic) {
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
