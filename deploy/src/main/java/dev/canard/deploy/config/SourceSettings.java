package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;

/**
 * How {@code canard ingest} reads sources of posts.
 *
 * @param rate posts a second that a source may bring; what comes faster waits. 0 sets no bound
 * @param bufferBytes bytes of posts that wait for Kafka; when there are more, the source waits
 * @param overlap how far before its position a stream is read again when it was cut off
 * @param firstPause how long to wait before connecting again; doubles with each failure, and varies at random
 * @param longestPause longest of these pauses
 * @param idleTimeout a connection on which nothing whole arrives for so long is given up
 * @param lookInterval how often files that grow, and folders, are looked at
 */
public record SourceSettings(
        @JsonPropertyDescription("Posts a second that a source may bring; what comes faster waits; 0 sets no bound")
        int rate,

        @JsonPropertyDescription("Bytes of posts that wait for Kafka; when there are more, the source waits")
        int bufferBytes,

        @JsonPropertyDescription("How far before its position a stream is read again when it was cut off")
        Duration overlap,

        @JsonPropertyDescription(
                "How long to wait before connecting again; doubles with each failure, and varies at random")
        Duration firstPause,

        @JsonPropertyDescription("Longest of these pauses") Duration longestPause,

        @JsonPropertyDescription("A connection on which nothing whole arrives for so long is given up")
        Duration idleTimeout,

        @JsonPropertyDescription("How often files that grow, and folders, are looked at")
        Duration lookInterval) {

    public static final SourceSettings DEFAULTS = new SourceSettings(
            0,
            16 << 20,
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    public SourceSettings {
        if (rate < 0) {
            throw new IllegalArgumentException("rate must not be negative, was " + rate);
        }
        if (bufferBytes < 1 || bufferBytes > 1 << 30) {
            throw new IllegalArgumentException("buffer-bytes must lie in 1..1073741824, was " + bufferBytes);
        }
        if (overlap.isNegative()) {
            throw new IllegalArgumentException("overlap must not be negative, was " + overlap);
        }
        if (!firstPause.isPositive()) {
            throw new IllegalArgumentException("first-pause must be positive, was " + firstPause);
        }
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "longest-pause must not be shorter than first-pause, was " + longestPause);
        }
        if (!idleTimeout.isPositive()) {
            throw new IllegalArgumentException("idle-timeout must be positive, was " + idleTimeout);
        }
        if (!lookInterval.isPositive()) {
            throw new IllegalArgumentException("look-interval must be positive, was " + lookInterval);
        }
    }
}
