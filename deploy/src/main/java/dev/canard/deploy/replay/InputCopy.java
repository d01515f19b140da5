package dev.canard.deploy.replay;

import dev.canard.event.Replay;
import dev.canard.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the records of a range to the same partitions of another topic, with their times. What is copied and how far that is go into
 * one transaction: cut off at any moment and begun again, it leaves every record there once.
 */
final class InputCopy {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> clientProperties;
    private final ReplaySpace space;

    InputCopy(Map<String, Object> clientProperties, ReplaySpace space) {
        this.clientProperties = clientProperties;
        this.space = space;
    }

    /**
     * Copies what is left of the range.
     *
     * @param progress is told how many records are left to look at
     * @return how many records the copy holds now, also from runs before
     */
    long copy(Replay replay, Topic<String, ?> from, Topic<String, ?> to, LongConsumer progress) {
        List<TopicPartition> partitions = IntStream.range(0, replay.ends().size())
                .mapToObj(partition -> new TopicPartition(from.name(), partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(reading(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(writing(), new ByteArraySerializer(), new ByteArraySerializer())) {
            // What a run before had begun is ended here, so that the positions below are the last ones.
            producer.initTransactions();
            consumer.assign(partitions);
            long[] copied = seek(consumer, replay, partitions);
            for (long left = left(consumer, replay, partitions); left > 0; left = left(consumer, replay, partitions)) {
                progress.accept(left);
                // What lies behind the range is none of its business, however much that is.
                consumer.pause(partitions.stream()
                        .filter(partition -> left(consumer, replay, partition) == 0)
                        .toList());
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptException("stopped while copying posts");
                }
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                producer.beginTransaction();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (replay.covers(record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp()))) {
                        // What fails here fails the commit.
                        Future<RecordMetadata> _ = producer.send(new ProducerRecord<>(
                                to.name(),
                                record.partition(),
                                record.timestamp(),
                                record.key(),
                                record.value(),
                                record.headers()));
                        copied[record.partition()]++;
                    }
                }
                producer.sendOffsetsToTransaction(
                        partitions.stream()
                                .collect(Collectors.toMap(
                                        partition -> partition,
                                        partition -> new OffsetAndMetadata(
                                                consumer.position(partition), "" + copied[partition.partition()]))),
                        consumer.groupMetadata());
                producer.commitTransaction();
            }
            return IntStream.range(0, copied.length).mapToLong(p -> copied[p]).sum();
        }
    }

    /** Goes to where the last run stopped, or to the first record of the range; gives how many were copied of each partition. */
    private static long[] seek(KafkaConsumer<byte[], byte[]> consumer, Replay replay, List<TopicPartition> partitions) {
        long[] copied = new long[partitions.size()];
        Map<TopicPartition, OffsetAndMetadata> done = consumer.committed(Set.copyOf(partitions));
        List<Long> starts = starts(consumer, replay, partitions);
        for (TopicPartition partition : partitions) {
            @Nullable OffsetAndMetadata position = done.get(partition);
            if (position != null) {
                consumer.seek(partition, position.offset());
                copied[partition.partition()] = Long.parseLong(position.metadata());
            } else {
                consumer.seek(partition, starts.get(partition.partition()));
            }
        }
        return copied;
    }

    /** For each partition, the offset of the first record of the range; its end where there is none. */
    private static List<Long> starts(
            KafkaConsumer<byte[], byte[]> consumer, Replay replay, List<TopicPartition> partitions) {
        List<Long> starts = replay.starts();
        if (starts != null) {
            return starts;
        }
        Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition, _ -> replay.from().toEpochMilli())));
        return partitions.stream()
                .map(partition -> {
                    @Nullable OffsetAndTimestamp start = first.get(partition);
                    return start == null ? replay.ends().get(partition.partition()) : (Long) start.offset();
                })
                .toList();
    }

    private static long left(KafkaConsumer<byte[], byte[]> consumer, Replay replay, List<TopicPartition> partitions) {
        return partitions.stream()
                .mapToLong(partition -> left(consumer, replay, partition))
                .sum();
    }

    private static long left(KafkaConsumer<byte[], byte[]> consumer, Replay replay, TopicPartition partition) {
        return Math.max(0, replay.ends().get(partition.partition()) - consumer.position(partition));
    }

    private Map<String, Object> reading() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, space.copyGroup());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }

    private Map<String, Object> writing() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, space.copyGroup());
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES);
        return properties;
    }
}
