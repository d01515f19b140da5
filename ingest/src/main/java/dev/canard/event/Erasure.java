package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Map;

/**
 * That what was kept of a person or a post was erased. Says who did it and how much it was, and nothing of what was erased: whoever asks
 * whether somebody's data are gone can compare the hash.
 *
 * @param kind what was erased
 * @param subject hash of the author's or the post's id: {@code hmac:} and an HMAC-SHA-256 where authors are stored under a key, else
 *     {@code sha256:} and a SHA-256, in hexadecimal
 * @param posts how many posts
 * @param records how many records each topic held of them, by the topic's name
 * @param by who erased; may be a pseudonym
 * @param reason why; must not tell who asked
 * @param erasedAt when
 */
public record Erasure(
        @JsonPropertyDescription("What was erased") Kind kind,

        @JsonPropertyDescription("Hash of the author's or the post's id")
        String subject,

        @JsonPropertyDescription("How many posts") int posts,

        @JsonPropertyDescription("How many records each topic held of them, by the topic's name")
        Map<String, Integer> records,

        @JsonPropertyDescription("Who erased") String by,
        @JsonPropertyDescription("Why") String reason,
        @JsonPropertyDescription("When") Instant erasedAt)
        implements Event {

    /** What was erased. */
    public enum Kind {
        /** All posts of an author. */
        AUTHOR,
        /** A post. */
        POST
    }

    public Erasure {
        records = Map.copyOf(records);
    }

    @Override
    public String eventId() {
        return subject + "@" + erasedAt.toEpochMilli();
    }

    @Override
    public Instant occurredAt() {
        return erasedAt;
    }
}
