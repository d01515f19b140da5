package dev.canard.deploy.pipeline;

import dev.canard.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed records of a topic, all partitions, without a group. Not thread-safe but for {@link #stop}.
 */
public final class TopicTail<V> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> clientProperties;
    private final KafkaConsumer<String, V> consumer;
    private final List<TopicPartition> partitions;

    /** Where to begin. */
    public enum From {
        BEGINNING,
        END
    }

    public TopicTail(Map<String, Object> clientProperties, Topic<String, V> topic, From from) {
        this.clientProperties = Map.copyOf(clientProperties);
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        consumer = new KafkaConsumer<>(
                properties, topic.keys().deserializer(), topic.values().deserializer());
        partitions = IntStream.range(0, consumer.partitionsFor(topic.name()).size())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        consumer.assign(partitions);
        switch (from) {
            case BEGINNING -> consumer.seekToBeginning(partitions);
            case END -> consumer.seekToEnd(partitions);
        }
    }

    /** Reads up to what is the end now, of all records: those whose transaction is just being committed are waited for. */
    public void readToEnd(Consumer<ConsumerRecord<String, V>> reader) {
        Map<TopicPartition, Long> ends;
        try (KafkaConsumer<byte[], byte[]> uncommitted =
                new KafkaConsumer<>(clientProperties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            ends = uncommitted.endOffsets(partitions);
        }
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(reader);
        }
    }

    /** Reads up to what is the end now, and gives the newest value of each key; a key without a value is left out. */
    public Map<String, V> readTable() {
        Map<String, V> table = new LinkedHashMap<>();
        readToEnd(change -> {
            if (change.value() == null) {
                table.remove(change.key());
            } else {
                table.put(change.key(), change.value());
            }
        });
        return table;
    }

    /** Reads until {@link #stop} is called, from another thread. */
    public void readUntilStopped(Consumer<ConsumerRecord<String, V>> reader) {
        try {
            while (true) {
                consumer.poll(Duration.ofDays(1)).forEach(reader);
            }
        } catch (WakeupException e) {
            // That is how a consumer is told to stop.
        }
    }

    /** Fixes where to begin, which is otherwise done at the first record: what is sent from now on will be read. */
    public void awaitAssignment() {
        partitions.forEach(consumer::position);
    }

    /** Reads until a record, one without a value perhaps, is the wanted one; false if it does not come in time. */
    public boolean awaitRecord(Predicate<ConsumerRecord<String, V>> wanted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<String, V> found : consumer.poll(POLL)) {
                if (wanted.test(found)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Reads until a value is met, and gives it; empty if it does not come in time. */
    public Optional<V> await(Predicate<V> wanted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<String, V> found : consumer.poll(POLL)) {
                if (found.value() != null && wanted.test(found.value())) {
                    return Optional.of(found.value());
                }
            }
        }
        return Optional.empty();
    }

    /** Ends {@link #readUntilStopped}. Callable from any thread. */
    public void stop() {
        consumer.wakeup();
    }

    /** Closes also on an interrupted thread: the consumer would complain of it at length. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        consumer.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
