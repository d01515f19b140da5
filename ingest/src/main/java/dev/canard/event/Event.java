package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** A value of one of Canard's topics. */
public sealed interface Event
        permits Post,
                AccountDeletion,
                PostClaims,
                Share,
                ShareCount,
                Debunk,
                DebunkAmendment,
                DebunkChange,
                DebunkRevision,
                PostMatches,
                Alert,
                Decision,
                DeadLetter,
                DeadLetterReplay,
                Erasure,
                SourcePosition,
                Replay,
                Promotion {

    /** The version of the JSON form that this code writes. A reader refuses a newer one. */
    int SCHEMA_VERSION = 1;

    /** The version of the JSON form, at least 1. */
    @JsonProperty(value = "schemaVersion", access = JsonProperty.Access.READ_ONLY)
    @JsonPropertyDescription("Version of this JSON form")
    default int schemaVersion() {
        return SCHEMA_VERSION;
    }

    /**
     * Identifies this event among all of its type: the same input always gives the same id.
     *
     * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#id">CloudEvents: id</a>
     */
    @JsonIgnore
    String eventId();

    /** When what this event tells of happened. */
    @JsonIgnore
    Instant occurredAt();
}
