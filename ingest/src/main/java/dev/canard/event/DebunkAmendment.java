package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a curator changes about a debunk, whatever its publisher says before or after. A later amendment takes the place of an earlier
 * one; one that changes nothing gives the publisher's words back.
 *
 * @param debunkId the debunk
 * @param claim the claim in other words; null leaves the publisher's
 * @param title the headline in other words; null leaves the publisher's
 * @param verdict another verdict; null leaves the publisher's
 * @param validity the days on which the debunk holds; null means always
 * @param supersededBy id of the debunk that has taken its place, so that this one no longer matches; null if none has
 * @param retracted whether the debunk no longer matches
 * @param by who amends; may be a pseudonym
 * @param reason why
 * @param amendedAt when
 */
public record DebunkAmendment(
        @JsonPropertyDescription("The debunk") String debunkId,

        @JsonPropertyDescription("The claim in other words") @Nullable
        String claim,

        @JsonPropertyDescription("The headline in other words") @Nullable
        String title,

        @JsonPropertyDescription("Another verdict") @Nullable
        Verdict verdict,

        @JsonPropertyDescription("The days on which the debunk holds") @Nullable
        Validity validity,

        @JsonPropertyDescription("Id of the debunk that has taken its place") @Nullable
        String supersededBy,

        @JsonPropertyDescription("Whether the debunk no longer matches")
        boolean retracted,

        @JsonPropertyDescription("Who amends; may be a pseudonym")
        String by,

        @JsonPropertyDescription("Why") String reason,
        @JsonPropertyDescription("When") Instant amendedAt)
        implements Event {

    /** What the rule of a rating says whose verdict a curator has set, before the curator's name. */
    private static final String RULE = "amended by ";

    public DebunkAmendment {
        if (debunkId.isBlank() || by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("an amendment needs a debunk, a name and a reason");
        }
        if ((claim != null && claim.isBlank()) || (title != null && title.isBlank())) {
            throw new IllegalArgumentException("claim and title must not be blank");
        }
        if (debunkId.equals(supersededBy)) {
            throw new IllegalArgumentException("a debunk cannot supersede itself");
        }
    }

    /** One that changes nothing. */
    public static DebunkAmendment none(String debunkId, String by, String reason, Instant amendedAt) {
        return new DebunkAmendment(debunkId, null, null, null, null, null, false, by, reason, amendedAt);
    }

    /** The same, done by somebody else at another time. */
    public DebunkAmendment signed(String name, String why, Instant time) {
        return new DebunkAmendment(debunkId, claim, title, verdict, validity, supersededBy, retracted, name, why, time);
    }

    /** Whether the debunk no longer matches. */
    public boolean removes() {
        return retracted || supersededBy != null;
    }

    /** Whether the publisher's words hold again. */
    public boolean restores() {
        return claim == null && title == null && verdict == null && validity == null && !removes();
    }

    /** The debunk as amended; without vectors, since they belong to its words. */
    public Debunk amend(Debunk debunk) {
        Rating rating = debunk.rating();
        return new Debunk(
                debunk.id(),
                claim == null ? debunk.claim() : claim,
                title == null ? debunk.title() : title,
                debunk.subtitle(),
                debunk.body(),
                verdict == null ? rating : new Rating(verdict, rating.original(), RULE + by),
                debunk.publisher(),
                debunk.url(),
                debunk.published(),
                debunk.language(),
                validity,
                List.of(),
                debunk.indexedAt(),
                debunk.revision());
    }

    @Override
    public String eventId() {
        return debunkId + "@" + amendedAt.toEpochMilli();
    }

    @Override
    public Instant occurredAt() {
        return amendedAt;
    }
}
