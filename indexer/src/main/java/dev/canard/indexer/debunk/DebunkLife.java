package dev.canard.indexer.debunk;

import dev.canard.event.Debunk;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.DebunkRevision.Change;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a debunk: what its publisher says, what a curator changed about it, and what was made of both. The one
 * never overwrites the other, so that an import that is repeated does not undo an amendment.
 *
 * @param debunkId its id
 * @param revision the number of its newest revision; -1 before the first
 * @param published what its publisher says, without vectors, time and number; null if that is nothing, or nothing yet
 * @param amendment what a curator changed; null if none did
 * @param fingerprint of what is matched; null if nothing is
 */
record DebunkLife(
        String debunkId,
        long revision,
        @Nullable Debunk published,
        @Nullable DebunkAmendment amendment,
        @Nullable String fingerprint) {

    /** Nothing is known of a debunk yet, but an id that may be its own. */
    static DebunkLife unknown(String debunkId) {
        return new DebunkLife(debunkId, -1, null, null, null);
    }

    /**
     * After a record has come.
     *
     * @param offset of the record, for one that the publisher sent: of one key all lie in one partition, so that it orders them
     */
    DebunkLife after(DebunkInput input, long offset) {
        long fromPublisher = Math.max(offset, revision + 1);
        return switch (input) {
            case DebunkInput.Published(var debunk) ->
                new DebunkLife(
                        debunk.id(), fromPublisher, debunk.withRevision(0, Instant.EPOCH), amendment, fingerprint);
            case DebunkInput.Unpublished() -> new DebunkLife(debunkId, fromPublisher, null, amendment, fingerprint);
            case DebunkInput.Amended(var amended) ->
                new DebunkLife(
                        published == null ? amended.debunkId() : debunkId,
                        revision + 1,
                        published,
                        amended,
                        fingerprint);
            case DebunkInput.Unusable _ -> throw new IllegalArgumentException("dead letters do not come here");
        };
    }

    DebunkLife withFingerprint(@Nullable String other) {
        return new DebunkLife(debunkId, revision, published, amendment, other);
    }

    /** What is matched, without vectors, time and number; null if nothing is. */
    @Nullable
    Debunk matched() {
        if (published == null || amendment == null) {
            return published;
        }
        return amendment.removes() ? null : amendment.amend(published);
    }

    /** Whether publisher and curator say the same here and there. */
    boolean saysTheSameAs(DebunkLife other) {
        return Objects.equals(published, other.published) && Objects.equals(amendment, other.amendment);
    }

    /** What happened when this life went on with an input. */
    Change change(DebunkInput input) {
        return switch (input) {
            case DebunkInput.Published _ -> published == null ? Change.PUBLISHED : Change.CORRECTED;
            case DebunkInput.Unpublished _ -> Change.RETRACTED;
            case DebunkInput.Amended(var amended) -> {
                if (amended.supersededBy() != null) {
                    yield Change.SUPERSEDED;
                }
                if (amended.retracted()) {
                    yield Change.RETRACTED;
                }
                yield amended.restores() ? Change.RESTORED : Change.AMENDED;
            }
            case DebunkInput.Unusable _ -> throw new IllegalArgumentException("dead letters do not come here");
        };
    }
}
