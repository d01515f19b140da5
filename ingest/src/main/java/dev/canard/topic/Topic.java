package dev.canard.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * A topic with all that one must know to read, write or create it.
 *
 * @param name its full name, prefix included
 * @param keys serde of its keys
 * @param values serde of its values
 * @param partitioning how records are spread
 * @param cleanup what happens to old records
 * @param retention how long records are kept where {@code cleanup} deletes; null keeps them for ever
 */
public record Topic<K, V>(
        String name,
        Serde<K> keys,
        Serde<V> values,
        Partitioning<K, V> partitioning,
        Cleanup cleanup,
        @Nullable Duration retention) {

    /** What happens to old records. */
    public enum Cleanup {
        DELETE(TopicConfig.CLEANUP_POLICY_DELETE),
        COMPACT(TopicConfig.CLEANUP_POLICY_COMPACT),
        COMPACT_AND_DELETE(TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }
    }

    /**
     * How records are spread over partitions.
     *
     * @param partitions how many there are
     * @param partitioner which one a record goes to; null leaves it to the key
     */
    public record Partitioning<K, V>(
            int partitions, @Nullable StreamPartitioner<K, V> partitioner) {}

    /** How a topology reads this topic under the given processor name. */
    public Consumed<K, V> consumed(String processorName) {
        return Consumed.with(keys, values).withName(processorName);
    }

    /** How a topology writes this topic under the given processor name. */
    public Produced<K, V> produced(String processorName) {
        Produced<K, V> produced = Produced.with(keys, values).withName(processorName);
        return partitioning.partitioner() == null
                ? produced
                : produced.withStreamPartitioner(partitioning.partitioner());
    }

    /** The same topic without an end to how long records are kept. */
    public Topic<K, V> keptForEver() {
        return new Topic<>(name, keys, values, partitioning, cleanup, null);
    }

    /** The broker's settings for this topic. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy);
        if (cleanup != Cleanup.COMPACT) {
            settings.put(TopicConfig.RETENTION_MS_CONFIG, retention == null ? "-1" : "" + retention.toMillis());
        }
        if (cleanup == Cleanup.COMPACT) {
            settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, "" + DELETES_KEPT.toMillis());
        }
        if (cleanup != Cleanup.DELETE) {
            settings.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "" + REPLACED_KEPT.toMillis());
        }
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + MAX_MESSAGE_BYTES);
        settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        return settings;
    }

    /**
     * How long a null value can be read of a topic that keeps the newest value of each key for ever: whoever was away no longer than
     * that, or starts from a copy no older, learns of every delete.
     */
    private static final Duration DELETES_KEPT = Duration.ofDays(30);

    /**
     * How long a value that was replaced or deleted may wait at most to be compacted away, in a partition that is still written to. What was
     * erased is gone after that time.
     */
    public static final Duration REPLACED_KEPT = Duration.ofDays(1);

    /** The largest record of any topic, in bytes: a post of the largest size several times over, as an alert may hold. */
    public static final int MAX_MESSAGE_BYTES = 4 << 20;
}
