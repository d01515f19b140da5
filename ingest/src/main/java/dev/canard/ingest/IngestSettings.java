package dev.canard.ingest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;

/**
 * What a post may hold at most, and when it counts as known. Larger ones become dead letters.
 *
 * @param maxPayloadBytes size of a payload as received; also how much of it a dead letter keeps
 * @param maxTextLength length of a post's text, in UTF-16 code units
 * @param repeatWindow for how long what was said of a post is recognised when it comes again
 * @param authorKeyFile file whose bytes are the key under which authors are stored, see {@link AuthorKey}; empty stores them as they are
 */
public record IngestSettings(
        @JsonPropertyDescription(
                "Size of a payload as received, in bytes, 1 to 1048576; larger ones become dead letters")
        int maxPayloadBytes,

        @JsonPropertyDescription(
                "Length of a post's text, in UTF-16 code units, 1 to 250000; longer ones become dead letters")
        int maxTextLength,

        @JsonPropertyDescription(
                "For how long what was said of a post is recognised, and left out, when it comes again, PT1M to P30D")
        Duration repeatWindow,

        @JsonPropertyDescription(
                "File with the key, of 16 bytes or more, under whose HMAC-SHA-256 authors are stored, without their names; empty"
                        + " stores them as they are. All instances need the same key")
        String authorKeyFile) {

    /** The longest post of a known platform has some 65,000 characters. */
    public static final IngestSettings DEFAULTS = new IngestSettings(512 << 10, 100_000, Duration.ofDays(1), "");

    /** Settings that store authors as they are. */
    public IngestSettings(int maxPayloadBytes, int maxTextLength, Duration repeatWindow) {
        this(maxPayloadBytes, maxTextLength, repeatWindow, "");
    }

    public IngestSettings {
        // Both bounds keep the events that hold a post or a payload below the largest record of a topic.
        if (maxPayloadBytes < 1 || maxPayloadBytes > 1 << 20) {
            throw new IllegalArgumentException("max-payload-bytes must lie in 1..1048576, was " + maxPayloadBytes);
        }
        if (maxTextLength < 1 || maxTextLength > 250_000) {
            throw new IllegalArgumentException("max-text-length must lie in 1..250000, was " + maxTextLength);
        }
        if (repeatWindow.compareTo(Duration.ofMinutes(1)) < 0 || repeatWindow.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("repeat-window must lie in PT1M..P30D, was " + repeatWindow);
        }
    }
}
