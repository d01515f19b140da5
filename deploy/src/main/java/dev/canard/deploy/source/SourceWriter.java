package dev.canard.deploy.source;

import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Event;
import dev.canard.event.SourcePosition;
import dev.canard.topic.LookBackHeader;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one source gives, in transactions that also hold how far the source was read: whatever happens, a reader of
 * committed records sees both or neither. Opening it fences off whoever wrote for the same source before, and ends what that one
 * had begun. Not thread-safe.
 */
public final class SourceWriter implements AutoCloseable {

    private static final int RECORDS_PER_TRANSACTION = 500;
    private static final int NAME_DIGITS = 32;

    private final Map<String, Object> clientProperties;
    private final Topics topics;
    private final String source;
    private final InstantSource clock;
    private final KafkaProducer<byte[], byte[]> producer;
    private int open;

    /**
     * Opens a writer.
     *
     * @param clientProperties how to reach Kafka, and settings for the producer
     * @param source the source's name
     * @param clock gives the time of arrival
     */
    public SourceWriter(Map<String, Object> clientProperties, Topics topics, String source, InstantSource clock) {
        this.clientProperties = clientProperties;
        this.topics = topics;
        this.source = source;
        this.clock = clock;
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("transactional.id", transactionalId(topics, source));
        // After a transaction the first request may be refused for a moment, and those sent behind it with it.
        properties.put("max.in.flight.requests.per.connection", 1);
        properties.put("linger.ms", 5);
        properties.put("max.request.size", Topic.MAX_MESSAGE_BYTES);
        properties.put("compression.type", "lz4");
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** How far the source was read by whoever wrote for it before; null if nobody did. */
    public @Nullable SourcePosition position() {
        try (TopicTail<SourcePosition> tail =
                new TopicTail<>(clientProperties, topics.positions(), TopicTail.From.BEGINNING)) {
            return tail.readTable().get(source);
        }
    }

    /** Sends a payload to its topic, or a dead letter. Whether it arrives is known at the commit, which fails if it did not. */
    public void send(Topic<String, byte[]> topic, Input input) {
        send(topic, input, true);
    }

    /** @param looksBack whether recent posts are judged again for it, see {@link LookBackHeader} */
    void send(Topic<String, byte[]> topic, Input input, boolean looksBack) {
        if (open++ == 0) {
            producer.beginTransaction();
        }
        switch (input) {
            case Input.Payload payload -> {
                Headers headers = payload.headers().toHeaders();
                if (!looksBack) {
                    LookBackHeader.addNo(headers);
                }
                enqueue(new ProducerRecord<>(
                        topic.name(),
                        null,
                        clock.millis(),
                        topic.keys().serializer().serialize(topic.name(), payload.key()),
                        payload.bytes(),
                        headers));
            }
            case Input.Unusable(var letter) -> enqueue(record(topics.deadLetters(), letter.eventId(), letter));
        }
    }

    /** Whether anything was sent since the last commit. */
    public boolean isOpen() {
        return open > 0;
    }

    /** Whether it is time to commit. */
    public boolean isFull() {
        return open >= RECORDS_PER_TRANSACTION;
    }

    /**
     * Commits what was sent, and how far the source was read with it. Does nothing if nothing was sent.
     *
     * @param position see {@link SourcePosition#position}
     * @param records see {@link SourcePosition#records}
     */
    public void commit(String position, long records) {
        if (isOpen()) {
            enqueue(record(topics.positions(), source, new SourcePosition(source, position, records, clock.instant())));
            commitOnce();
        }
    }

    /** Commits what was sent by a source that cannot be read again, and so has no position. */
    public void commitOnce() {
        if (isOpen()) {
            producer.commitTransaction();
            open = 0;
        }
    }

    private void enqueue(ProducerRecord<byte[], byte[]> record) {
        var _ = producer.send(record);
    }

    private <V extends Event> ProducerRecord<byte[], byte[]> record(Topic<String, V> topic, String key, V value) {
        Headers headers = new RecordHeaders();
        byte[] bytes = topic.values().serializer().serialize(topic.name(), headers, value);
        byte[] keyBytes = topic.keys().serializer().serialize(topic.name(), key);
        return new ProducerRecord<>(topic.name(), null, clock.millis(), keyBytes, bytes, headers);
    }

    /** The same for the same source of the same Canard, and of bounded length whatever their names. */
    private static String transactionalId(Topics topics, String source) {
        String name = topics.positions().name() + "/" + source;
        return "canard-source-" + DigestUtils.sha256Hex(name).substring(0, NAME_DIGITS);
    }

    /** Leaves what was not committed to be aborted. */
    @Override
    public void close() {
        producer.close();
    }
}
