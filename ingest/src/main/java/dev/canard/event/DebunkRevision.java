package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step in the life of a debunk: the entry of the audit trail that tells what it was from then on, who did it and why.
 *
 * @param debunkId the debunk
 * @param revision its number, see {@link Debunk#revision}
 * @param change what happened
 * @param debunk the debunk from then on, without vectors; null while it does not match
 * @param rawKey the key under which its fact-check comes in, and amendments have to
 * @param offset of the record that said so, among the fact-checks as received or, where a curator is named, among the amendments
 * @param source where the fact-check came from; null if that is unknown, or a curator changed it
 * @param by the curator who changed it; null if its publisher did
 * @param reason why the curator changed it; null if its publisher did
 * @param at when
 */
public record DebunkRevision(
        @JsonPropertyDescription("The debunk") String debunkId,

        @JsonPropertyDescription("Orders the revisions of a debunk; with gaps")
        long revision,

        @JsonPropertyDescription("What happened") Change change,

        @JsonPropertyDescription("The debunk from then on, without vectors") @Nullable
        Debunk debunk,

        @JsonPropertyDescription("The key under which its fact-check comes in")
        String rawKey,

        @JsonPropertyDescription("Offset of the record that said so")
        long offset,

        @JsonPropertyDescription("Where the fact-check came from") @Nullable
        String source,

        @JsonPropertyDescription("The curator who changed it") @Nullable
        String by,

        @JsonPropertyDescription("Why the curator changed it") @Nullable
        String reason,

        @JsonPropertyDescription("When") Instant at)
        implements Event {

    /** What can happen to a debunk. */
    public enum Change {
        /** It came in, for the first time or after a retraction. */
        PUBLISHED,
        /** Its publisher changed it. */
        CORRECTED,
        /** A curator changed it. */
        AMENDED,
        /** Its publisher or a curator took it back. */
        RETRACTED,
        /** Another debunk has taken its place. */
        SUPERSEDED,
        /** A curator gave its publisher's words back. */
        RESTORED
    }

    @Override
    public String eventId() {
        return debunkId + (by == null ? "@" : "@amendment-") + offset;
    }

    @Override
    public Instant occurredAt() {
        return at;
    }
}
