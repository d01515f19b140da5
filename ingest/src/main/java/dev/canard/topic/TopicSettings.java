package dev.canard.topic;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Names and sizes of the topics.
 *
 * @param prefix put before each topic's name
 * @param partitions how many partitions the topics of posts have; bounds how many instances can share the work
 * @param replicationFactor how many brokers hold each record; -1 takes the brokers' default
 */
public record TopicSettings(
        @JsonPropertyDescription("Put before each topic's name")
        String prefix,

        @JsonPropertyDescription("Partitions of the topics of posts; bounds how many instances can share the work")
        int partitions,

        @JsonPropertyDescription("How many brokers hold each record; -1 takes the brokers' default")
        short replicationFactor) {

    public static final TopicSettings DEFAULTS = new TopicSettings("canard.", 6, (short) -1);

    public TopicSettings {
        if (!prefix.matches("[a-zA-Z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "prefix must be made of letters, digits, '.', '_' and '-', was \"" + prefix + "\"");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
        }
        if (replicationFactor < 1 && replicationFactor != -1) {
            throw new IllegalArgumentException("replication-factor must be -1 or at least 1, was " + replicationFactor);
        }
    }
}
