package dev.canard.deploy.deadletter;

import dev.canard.event.DeadLetter;
import dev.canard.event.DeadLetterReplay;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters back to the topics that they were read from. A letter and the mark that says so are sent in one transaction,
 * and only one process at a time can send them: none is sent twice, whatever happens.
 */
public final class DeadLetterReplayer {

    private static final int LETTERS_PER_TRANSACTION = 500;

    private final Map<String, Object> clientProperties;
    private final Topics topics;
    private final InstantSource clock;

    /**
     * @param clientProperties how to reach Kafka
     * @param clock gives the time of the new records
     */
    public DeadLetterReplayer(Map<String, Object> clientProperties, Topics topics, InstantSource clock) {
        this.clientProperties = clientProperties;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Sends those that can be sent.
     *
     * @param passedOver is told of the others
     * @return how many were sent
     */
    public long replay(DeadLetterFilter filter, Consumer<StoredLetter> passedOver) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(
                "transactional.id",
                "canard-dead-letter-replay-" + topics.deadLetterReplays().name());
        properties.put("max.in.flight.requests.per.connection", 1);
        properties.put("max.request.size", Topic.MAX_MESSAGE_BYTES);
        properties.put("compression.type", "lz4");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            // Before the marks are read: whoever wrote some before has written all of them now.
            producer.initTransactions();
            long[] sent = {0};
            new DeadLetters(clientProperties, topics).read(filter, stored -> {
                if (stored.obstacle() != null) {
                    passedOver.accept(stored);
                    return;
                }
                if (sent[0] % LETTERS_PER_TRANSACTION == 0) {
                    producer.beginTransaction();
                }
                var _ = producer.send(record(stored.letter()));
                var _ = producer.send(mark(stored));
                if (++sent[0] % LETTERS_PER_TRANSACTION == 0) {
                    producer.commitTransaction();
                }
            });
            if (sent[0] % LETTERS_PER_TRANSACTION != 0) {
                producer.commitTransaction();
            }
            return sent[0];
        }
    }

    /** To the same partition, so that all that is said of one post stays together. */
    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        return new ProducerRecord<>(
                letter.topic(),
                letter.partition() < 0 ? null : letter.partition(),
                clock.millis(),
                bytes(letter.key()),
                letter.value(),
                new RawHeaders(letter.format(), letter.source(), letter.position()).toHeaders());
    }

    private ProducerRecord<byte[], byte[]> mark(StoredLetter stored) {
        Topic<String, DeadLetterReplay> topic = topics.deadLetterReplays();
        Headers headers = new RecordHeaders();
        DeadLetter letter = stored.letter();
        byte[] value = topic.values()
                .serializer()
                .serialize(
                        topic.name(), headers, new DeadLetterReplay(letter.eventId(), letter.topic(), clock.instant()));
        return new ProducerRecord<>(topic.name(), null, clock.millis(), bytes(stored.id()), value, headers);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
