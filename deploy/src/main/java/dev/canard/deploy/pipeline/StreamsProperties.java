package dev.canard.deploy.pipeline;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.metrics.Meters;
import dev.canard.topic.DeadLetterHandler;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What an application is given: exactly once, every internal resource named, bad records to dead letters. */
final class StreamsProperties {

    private StreamsProperties() {}

    static Properties of(
            CanardSettings settings,
            Topics topics,
            Application application,
            String id,
            Path stateDirectory,
            Meters meters) {
        Properties properties = new Properties();
        properties.putAll(ClientProperties.of(settings.kafka()));
        properties.putAll(DeadLetterHandler.settings(topics, application.name(), meters));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.kafka().commitInterval().toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.kafka().threads());
        properties.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.topics().replicationFactor());
        properties.put(StreamsConfig.POLL_MS_CONFIG, 20);
        // What was erased leaves the files of stores, their changelogs and what lies between two steps.
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, ForgettingStores.class);
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG), Topic.REPLACED_KEPT.toMillis());
        properties.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_MS_CONFIG), Topic.REPLACED_KEPT.toMillis());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 50);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                settings.kafka().transactionTimeout().toMillis());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topic.MAX_MESSAGE_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        return properties;
    }
}
