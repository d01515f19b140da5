package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/**
 * How far a source has been read. Written in the same transaction as what was read, so that a source goes on where it
 * stopped, with nothing lost and nothing doubled.
 *
 * @param source the source's name, for instance a file's absolute path
 * @param position how far it was read: a fingerprint of what was read, or a cursor
 * @param records how many of its records were read so far, dead letters included
 * @param updatedAt when
 */
public record SourcePosition(
        @JsonPropertyDescription("The source's name") String source,
        @JsonPropertyDescription("How far it was read") String position,

        @JsonPropertyDescription("How many of its records were read so far, dead letters included")
        long records,

        @JsonPropertyDescription("When") Instant updatedAt)
        implements Event {

    @Override
    public String eventId() {
        return source + "@" + position;
    }

    @Override
    public Instant occurredAt() {
        return updatedAt;
    }
}
