package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.Map;

/**
 * How Canard talks to Kafka.
 *
 * @param bootstrapServers host:port, comma-separated; an embedded broker overrides it
 * @param threads stream threads of each role in one process, at least 1
 * @param commitInterval how long results wait at most for their transaction; bounds the delay of a hop
 * @param transactionTimeout how long what a dead instance began blocks readers
 * @param properties passed to every client as they are: security and tuning
 */
public record KafkaSettings(
        @JsonPropertyDescription("host:port, comma-separated; an embedded broker overrides it")
        String bootstrapServers,

        @JsonPropertyDescription("Stream threads of each role in one process")
        int threads,

        @JsonPropertyDescription("How long results wait at most for their transaction; bounds the delay of a hop")
        Duration commitInterval,

        @JsonPropertyDescription("How long what a dead instance began blocks readers")
        Duration transactionTimeout,

        @JsonPropertyDescription("Passed to every client as they are: security and tuning")
        Map<String, String> properties) {

    public static final KafkaSettings DEFAULTS =
            new KafkaSettings("localhost:9092", 2, Duration.ofMillis(100), Duration.ofSeconds(10), Map.of());

    public KafkaSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + threads);
        }
        if (commitInterval.isNegative()) {
            throw new IllegalArgumentException("commit-interval must not be negative, was " + commitInterval);
        }
        if (transactionTimeout.compareTo(commitInterval) <= 0) {
            throw new IllegalArgumentException(
                    "transaction-timeout must be longer than commit-interval, was " + transactionTimeout);
        }
        properties = Map.copyOf(properties);
    }

    /** The same with other servers. */
    public KafkaSettings withBootstrapServers(String servers) {
        return new KafkaSettings(servers, threads, commitInterval, transactionTimeout, properties);
    }
}
