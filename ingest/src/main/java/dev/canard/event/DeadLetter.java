package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An input that could not be used, with all that is needed to find, mend and replay it. Texts from outside are cut to
 * {@value #LONGEST_TEXT} characters, and what could break a line of a log becomes a space in the message.
 *
 * @param kind what is wrong with it
 * @param message what is wrong with it, for a person
 * @param topic the topic that it was read from, or was meant for where it never reached one
 * @param partition the partition that it was read from, -1 where it never reached one
 * @param offset the offset that it was read from, -1 where it never reached one
 * @param source where it came from before: a file's name, a stream's address
 * @param position where in the source: a line number, a cursor
 * @param format the format of its bytes by name; null where that was not told, or it is the topic's own
 * @param key the key as read
 * @param value the bytes as read; the first part of them where they are too large for a record
 * @param size how many bytes the whole input has
 * @param failedAt the time of the record
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode compare the bytes
public record DeadLetter(
        @JsonPropertyDescription("What is wrong with it") Kind kind,

        @JsonPropertyDescription("What is wrong with it, for a person")
        String message,

        @JsonPropertyDescription("The topic that it was read from")
        String topic,

        @JsonPropertyDescription("The partition that it was read from, -1 for none")
        int partition,

        @JsonPropertyDescription("The offset that it was read from, -1 for none")
        long offset,

        @JsonPropertyDescription("Where it came from before") @Nullable
        String source,

        @JsonPropertyDescription("Where in the source") @Nullable
        String position,

        @JsonPropertyDescription("The format of its bytes by name") @Nullable
        String format,

        @JsonPropertyDescription("The key as read") @Nullable
        String key,

        @JsonPropertyDescription("The bytes as read, in Base64")
        byte @Nullable [] value,

        @JsonPropertyDescription("How many bytes the whole input has")
        long size,

        @JsonPropertyDescription("The time of the record") Instant failedAt)
        implements Event {

    private static final int LONGEST_TEXT = 1000;

    public DeadLetter {
        message = cut(message.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " "));
        source = source == null ? null : cut(source);
        position = position == null ? null : cut(position);
        format = format == null ? null : cut(format);
        key = key == null ? null : cut(key);
    }

    /** One whose bytes have the topic's own format, or none that is known. */
    public DeadLetter(
            Kind kind,
            String message,
            String topic,
            int partition,
            long offset,
            @Nullable String source,
            @Nullable String position,
            @Nullable String key,
            byte @Nullable [] value,
            long size,
            Instant failedAt) {
        this(kind, message, topic, partition, offset, source, position, null, key, value, size, failedAt);
    }

    /** Whether all of its bytes are there: they can be sent once more. */
    public boolean holdsAllBytes() {
        return value != null && value.length == size;
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = LONGEST_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Kinds of failure; also a tag of metrics. */
    public enum Kind {
        /** There is nothing in it. */
        EMPTY,
        /** It is larger than the configuration allows. */
        TOO_LARGE,
        /** Its bytes are no UTF-8. */
        NOT_UTF8,
        /** It is no JSON, or not the JSON object that is expected. */
        NOT_JSON,
        /** A required field is not there. */
        MISSING_FIELD,
        /** A field has a value that it cannot have. */
        INVALID_FIELD,
        /** An article without markup does not say clearly which claim it is about; the message names what was found. */
        UNCLEAR_CLAIM,
        /** The format that its header names does not exist. */
        UNKNOWN_FORMAT,
        /** It is an event of a newer or broken form. */
        UNREADABLE_EVENT,
        /** It is well formed, yet a step failed on it. */
        PROCESSING_FAILED
    }

    @Override
    public String eventId() {
        return partition >= 0 ? topic + "/" + partition + "/" + offset : topic + "/" + source + "/" + position;
    }

    @Override
    public Instant occurredAt() {
        return failedAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeadLetter that
                && eventId().equals(that.eventId())
                && kind == that.kind
                && message.equals(that.message)
                && Objects.equals(source, that.source)
                && Objects.equals(position, that.position)
                && Objects.equals(format, that.format)
                && Objects.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && size == that.size
                && failedAt.equals(that.failedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(eventId(), kind, message);
    }
}
