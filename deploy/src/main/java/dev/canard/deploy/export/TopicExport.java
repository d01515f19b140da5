package dev.canard.deploy.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.canard.event.Event;
import dev.canard.event.EventJson;
import dev.canard.topic.EventSerde;
import dev.canard.topic.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Writes the committed records of a topic to files; those that are there when it begins. */
public final class TopicExport {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final ObjectReader JSON = EventJson.mapper().reader();

    private final Map<String, Object> clientProperties;
    private final Topic<?, ?> topic;
    private final @Nullable Class<? extends Event> events;

    /** @param clientProperties how to reach Kafka */
    public TopicExport(Map<String, Object> clientProperties, Topic<?, ?> topic) {
        this.clientProperties = clientProperties;
        this.topic = topic;
        this.events = topic.values() instanceof EventSerde<?> serde ? serde.type() : null;
    }

    /**
     * What was exported.
     *
     * @param records how many records
     * @param unreadable how many of them should have been events and are not; their bytes are exported
     */
    public record Outcome(long records, long unreadable) {}

    /**
     * Exports the records of a range.
     *
     * @param folder gets a folder for each day (UTC) of the records' timestamps; must not hold anything yet
     * @param progress is told now and then how many offsets are left to read
     * @throws IOException if a file cannot be written
     */
    public Outcome write(ExportRange range, ExportFormat format, Path folder, LongConsumer progress)
            throws IOException {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<String, byte[]> consumer =
                        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
                DayFolders files = new DayFolders(folder, format, Column.of(events))) {
            Map<TopicPartition, Long> ends = seek(consumer, range);
            long records = 0;
            long unreadable = 0;
            for (long left = left(consumer, ends); left > 0; left = left(consumer, ends)) {
                progress.accept(left);
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptException("stopped while exporting");
                }
                for (ConsumerRecord<String, byte[]> read : consumer.poll(POLL)) {
                    ExportedRecord record = record(read);
                    if (read.offset() < ends.getOrDefault(partition(read), 0L) && range.covers(record.time())) {
                        files.write(record);
                        records++;
                        unreadable += events != null && record.bytes() != null ? 1 : 0;
                    }
                }
            }
            files.finish();
            return new Outcome(records, unreadable);
        }
    }

    private ExportedRecord record(ConsumerRecord<String, byte[]> read) {
        @Nullable JsonNode event = read.value() == null || events == null ? null : event(read.value(), events);
        return new ExportedRecord(
                read.partition(),
                read.offset(),
                Instant.ofEpochMilli(read.timestamp()),
                read.key(),
                event,
                event == null ? read.value() : null);
    }

    /** Null if it is none. */
    private static @Nullable JsonNode event(byte[] value, Class<? extends Event> type) {
        try {
            EventJson.read(value, type);
            return JSON.readTree(value);
        } catch (RuntimeException | IOException e) {
            return null;
        }
    }

    /** Goes to the first records of the range; gives where it ends at the latest. */
    private Map<TopicPartition, Long> seek(KafkaConsumer<String, byte[]> consumer, ExportRange range) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .filter(partition ->
                        range.offsets().isEmpty() || range.offsets().containsKey(partition.partition()))
                .toList();
        if (partitions.size() < range.offsets().size()) {
            throw new IllegalArgumentException("%s has no such partitions: %s"
                    .formatted(topic.name(), range.offsets().keySet()));
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(
                partition -> wanted.put(partition, Math.max(0, range.from().toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(wanted);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = new LinkedHashMap<>(consumer.endOffsets(partitions));
        for (TopicPartition partition : partitions) {
            @Nullable OffsetAndTimestamp start = first.get(partition);
            ExportRange.Offsets offsets = range.offsets().get(partition.partition());
            long end = ends.getOrDefault(partition, 0L);
            if (offsets != null) {
                end = Math.min(end, offsets.to());
                ends.put(partition, end);
            }
            long from = start == null ? end : start.offset();
            consumer.seek(
                    partition,
                    Math.max(
                            begins.getOrDefault(partition, 0L),
                            offsets == null ? from : Math.max(from, offsets.from())));
        }
        return ends;
    }

    private static long left(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
