package dev.canard.deploy.erasure;

import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Alert;
import dev.canard.event.Erasure;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.topic.EraseHeader;
import dev.canard.topic.PostPartitioner;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Erases what topics and stores keep of a subject. It sends each post's id down the way that the post took, with no value and the {@link
 * EraseHeader}: every topic gets a null, every store forgets the post, and none of its alerts is left. That keeps the order with what is still
 * on its way: a post that was sent before cannot come after.
 */
public final class Eraser {

    private final Map<String, Object> clientProperties;
    private final Topics topics;
    private final InstantSource clock;

    /** @param clientProperties how to reach Kafka */
    public Eraser(Map<String, Object> clientProperties, Topics topics, InstantSource clock) {
        this.clientProperties = clientProperties;
        this.topics = topics;
        this.clock = clock;
    }

    /** What the topics keep of a subject. Reads them from their beginning. */
    public Kept find(Subject subject) {
        Set<String> posts = new HashSet<>();
        Map<String, String> authors = new HashMap<>();
        Map<String, Integer> records = new TreeMap<>();
        find(topics.posts(), post -> post, subject, posts, authors, records);
        find(topics.claims(), PostClaims::post, subject, posts, authors, records);
        find(topics.matches(), PostMatches::post, subject, posts, authors, records);
        Map<String, String> alerts = find(topics.alerts(), Alert::post, subject, posts, authors, records);
        return new Kept(posts, authors, alerts, records);
    }

    /** The keys of a topic under which something is kept of a subject, with the id of the post. */
    private <V> Map<String, String> find(
            Topic<String, V> topic,
            Function<V, Post> postOf,
            Subject subject,
            Set<String> posts,
            Map<String, String> authors,
            Map<String, Integer> records) {
        Map<String, String> found = new HashMap<>();
        try (TopicTail<V> tail = new TopicTail<>(clientProperties, topic, TopicTail.From.BEGINNING)) {
            tail.readToEnd(record -> {
                if (record.value() == null) {
                    found.remove(record.key());
                } else {
                    Post post = postOf.apply(record.value());
                    if (subject.has(post)) {
                        found.put(record.key(), post.id());
                        if (post.author() != null && post.author().id() != null) {
                            authors.put(post.id(), post.author().id());
                        }
                    }
                }
            });
        }
        posts.addAll(found.values());
        records.put(topic.name(), found.size());
        return found;
    }

    /**
     * Erases, and waits for it.
     *
     * @param kept what {@link #find} found of the subject
     * @param patience how long to wait
     * @return the entry of the audit trail; null if not all was worked off in time. Then it still will be, once the roles ingest, classifier and
     *     indexer run
     */
    public @Nullable Erasure erase(Subject subject, Kept kept, String by, String reason, Duration patience) {
        Erasure erasure = new Erasure(
                subject.kind(),
                subject.hash(),
                kept.posts().size(),
                kept.records(),
                by,
                reason,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try (TopicTail<PostMatches> matches = new TopicTail<>(clientProperties, topics.matches(), TopicTail.From.END);
                KafkaProducer<byte[], byte[]> producer = producer()) {
            matches.awaitAssignment();
            producer.initTransactions();
            producer.beginTransaction();
            for (String post : kept.posts()) {
                var _ = producer.send(order(post, kept.authors().get(post)));
            }
            var _ = producer.send(entry(erasure));
            producer.commitTransaction();

            Set<String> waiting = new HashSet<>(kept.posts());
            boolean done = waiting.isEmpty()
                    || matches.awaitRecord(
                            record -> {
                                if (EraseHeader.of(record.headers())) {
                                    waiting.remove(record.key());
                                }
                                return waiting.isEmpty();
                            },
                            patience);
            if (done) {
                // Alerts that were raised before the state of the indexer was made anew are known to nobody else.
                producer.beginTransaction();
                kept.alerts().forEach((alert, post) -> {
                    var _ = producer.send(withoutAlert(alert, post));
                });
                producer.commitTransaction();
            }
            return done ? erasure : null;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("transactional.id", "canard-erasure-" + topics.erasures().name());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private ProducerRecord<byte[], byte[]> order(String post, @Nullable String author) {
        Topic<String, byte[]> topic = topics.postsRaw();
        return new ProducerRecord<>(
                topic.name(),
                null,
                clock.millis(),
                topic.keys().serializer().serialize(topic.name(), post),
                null,
                RawHeaders.erasing(author).toHeaders());
    }

    private ProducerRecord<byte[], byte[]> withoutAlert(String alert, String post) {
        Topic<String, Alert> topic = topics.alerts();
        return new ProducerRecord<>(
                topic.name(),
                PostPartitioner.partitionOf(post, topic.partitioning().partitions()),
                clock.millis(),
                topic.keys().serializer().serialize(topic.name(), alert),
                null,
                new RecordHeaders());
    }

    private ProducerRecord<byte[], byte[]> entry(Erasure erasure) {
        Topic<String, Erasure> topic = topics.erasures();
        Headers headers = new RecordHeaders();
        byte[] value = topic.values().serializer().serialize(topic.name(), headers, erasure);
        return new ProducerRecord<>(
                topic.name(),
                null,
                clock.millis(),
                topic.keys().serializer().serialize(topic.name(), erasure.subject()),
                value,
                headers);
    }
}
