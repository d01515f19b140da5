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
import dev.canard.topic.TopicCreator;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Runs the pipeline against brokers. */
final class ClusterRunner implements PipelineRunner {

    private final AutoCloseable brokers;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Topics topics;
    private final Pipeline pipeline;
    private final KafkaProducer<String, byte[]> producer;
    private final Reading<Alert> alerts;
    private final Reading<PostMatches> matches;
    private final Reading<DeadLetter> deadLetters;

    ClusterRunner(CanardSettings defaults, String bootstrapServers, AutoCloseable brokers, Path directory)
            throws Exception {
        this.brokers = brokers;
        CanardSettings settings = defaults.withKafka(defaults.kafka().withBootstrapServers(bootstrapServers));
        Map<String, Object> client = ClientProperties.of(settings.kafka());
        topics = new Topics(settings.topics());
        try (Admin admin = Admin.create(client)) {
            new TopicCreator(admin, settings.topics()).createMissing(topics.all());
        }
        Meters meters = new Meters(registry);
        pipeline = new Pipeline(settings, directory, new Topologies(settings, meters, InstantSource.system()), meters);
        for (Application application : Application.values()) {
            pipeline.start(application);
        }
        pipeline.awaitRunning();
        producer = new KafkaProducer<>(
                client,
                topics.postsRaw().keys().serializer(),
                topics.postsRaw().values().serializer());
        alerts = new Reading<>(client, topics.alerts());
        matches = new Reading<>(client, topics.matches());
        deadLetters = new Reading<>(client, topics.deadLetters());
    }

    @Override
    public void debunk(String key, byte[] payload, int debunksThen) {
        send(topics.debunksRaw(), key, payload);
        awaitDebunks(debunksThen);
    }

    @Override
    public void amendment(String key, DebunkAmendment amendment, int debunksThen) {
        Topic<String, DebunkAmendment> topic = topics.debunkAmendments();
        byte[] bytes = topic.values().serializer().serialize(topic.name(), amendment);
        producer.send(new ProducerRecord<>(topic.name(), key, bytes));
        producer.flush();
        awaitDebunks(debunksThen);
    }

    private void awaitDebunks(int debunksThen) {
        awaitIdle(Application.DEBUNKS);
        await().untilAsserted(() -> assertThat(
                        registry.get(Meter.INDEX_DEBUNKS.id()).gauge().value())
                .isEqualTo(debunksThen));
    }

    @Override
    public void post(String key, byte[] payload) {
        send(topics.postsRaw(), key, payload);
        awaitIdle(Application.INGEST);
        awaitIdle(Application.CLASSIFIER);
        awaitIdle(Application.MATCHER);
    }

    private void send(Topic<String, byte[]> topic, String key, byte[] payload) {
        producer.send(new ProducerRecord<>(topic.name(), key, payload));
        producer.flush();
    }

    private void awaitIdle(Application application) {
        try {
            pipeline.awaitIdle(application, _ -> {});
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public List<Alert> alerts() {
        return alerts.all();
    }

    @Override
    public List<PostMatches> matches() {
        return matches.all();
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return deadLetters.all();
    }

    @Override
    public void close() throws Exception {
        producer.close();
        alerts.close();
        matches.close();
        deadLetters.close();
        pipeline.close();
        brokers.close();
    }

    /** A topic's values so far. */
    private static final class Reading<V> {

        private final TopicTail<V> tail;
        private final List<V> values = new ArrayList<>();

        Reading(Map<String, Object> client, Topic<String, V> topic) {
            tail = new TopicTail<>(client, topic, TopicTail.From.BEGINNING);
        }

        List<V> all() {
            tail.readToEnd(record -> {
                if (record.value() != null) {
                    values.add(Objects.requireNonNull(record.value()));
                }
            });
            return values;
        }

        void close() {
            tail.close();
        }
    }
}
