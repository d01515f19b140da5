package dev.canard.deploy.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.source.Input;
import dev.canard.deploy.source.PostPayloads;
import dev.canard.event.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed records of a topic, of this cluster or another one, from its beginning on. Its position is the offset of
 * each partition that is read next. A record without a value says that the post that its key names was deleted.
 */
public final class TopicConnector implements Connector {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<Integer, Long>> OFFSETS = new TypeReference<>() {};
    private static final Duration POLL = Duration.ofMillis(500);

    private final String name;
    private final Map<String, Object> clientProperties;
    private final String topic;
    private final PostPayloads payloads;
    private volatile long lag = -1;

    /**
     * @param name see {@link Connector#name}
     * @param clientProperties how to reach the cluster that has the topic
     * @param payloads makes records of its values
     */
    public TopicConnector(String name, Map<String, Object> clientProperties, String topic, PostPayloads payloads) {
        this.name = name;
        this.clientProperties = clientProperties;
        this.topic = topic;
        this.payloads = payloads;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void read(@Nullable SourcePosition resumeAfter, Intake intake) throws IOException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What retention has deleted before it was read is gone: that is for a person to decide on.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            SortedMap<Integer, Long> offsets = assign(consumer, resumeAfter);
            long records = resumeAfter == null ? 0 : resumeAfter.records();
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    records++;
                    offsets.put(record.partition(), record.offset() + 1);
                    intake.put(input(record), JSON.writeValueAsString(offsets), records);
                }
                lag = consumer.assignment().stream()
                        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                        .sum();
            }
        } catch (OffsetOutOfRangeException e) {
            throw new IOException(
                    "%s no longer holds what follows on the position: %s; --from-beginning begins with what it holds"
                            .formatted(topic, e.getMessage()),
                    e);
        } catch (InterruptException e) {
            throw new InterruptedException();
        }
    }

    @Override
    public String lag() {
        return lag < 0 ? "" : "%,d behind".formatted(lag);
    }

    private SortedMap<Integer, Long> assign(
            KafkaConsumer<byte[], byte[]> consumer, @Nullable SourcePosition resumeAfter) throws IOException {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IOException("no topic " + topic);
        }
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        consumer.beginningOffsets(partitions)
                .forEach((partition, offset) -> offsets.put(partition.partition(), offset));
        if (resumeAfter != null) {
            offsets.putAll(offsets(resumeAfter.position()));
        }
        consumer.assign(partitions);
        offsets.forEach((partition, offset) -> consumer.seek(new TopicPartition(topic, partition), offset));
        return offsets;
    }

    private static Map<Integer, Long> offsets(String position) throws IOException {
        try {
            return JSON.readValue(position, OFFSETS);
        } catch (JsonProcessingException e) {
            throw new IOException("a position that is none of a topic: " + position, e);
        }
    }

    private Input input(ConsumerRecord<byte[], byte[]> record) {
        String place = record.partition() + "/" + record.offset();
        if (record.value() == null) {
            return payloads.ofDeletion(
                    record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8), place);
        }
        return payloads.of(record.value(), record.value().length, place);
    }
}
