package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/**
 * That a dead letter was sent once more. Written in the same transaction as what was sent, so that no letter is sent twice.
 *
 * @param letter the letter's {@link DeadLetter#eventId}
 * @param topic the topic that it was sent to
 * @param replayedAt when
 */
public record DeadLetterReplay(
        @JsonPropertyDescription("The dead letter's event id")
        String letter,

        @JsonPropertyDescription("The topic that it was sent to")
        String topic,

        @JsonPropertyDescription("When") Instant replayedAt)
        implements Event {

    @Override
    public String eventId() {
        return letter;
    }

    @Override
    public Instant occurredAt() {
        return replayedAt;
    }
}
