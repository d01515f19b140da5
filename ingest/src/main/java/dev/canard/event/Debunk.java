package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published fact-check, normalised.
 *
 * @param id the publisher's identifier of the review; never blank
 * @param claim the claim that was checked, in a sentence; never blank
 * @param title the review's headline
 * @param subtitle the line below the headline
 * @param body the article's text, which says what is true
 * @param rating what the publisher found
 * @param publisher who published the review
 * @param url where it is published
 * @param published when it was published
 * @param language BCP 47 tag of the review
 * @param validity the days on which it holds; null means always
 * @param vectors its texts as each encoder sees them
 * @param indexedAt when Canard normalised this revision
 * @param revision orders the revisions of a debunk: a later one has a higher number. Numbers have gaps
 */
public record Debunk(
        @JsonPropertyDescription("The publisher's identifier of the review")
        String id,

        @JsonPropertyDescription("The claim that was checked, in a sentence")
        String claim,

        @JsonPropertyDescription("The review's headline") @Nullable
        String title,

        @JsonPropertyDescription("The line below the headline") @Nullable
        String subtitle,

        @JsonPropertyDescription("The article's text") @Nullable
        String body,

        @JsonPropertyDescription("What the publisher found") Rating rating,

        @JsonPropertyDescription("Who published the review") @Nullable
        String publisher,

        @JsonPropertyDescription("Where it is published") @Nullable
        String url,

        @JsonPropertyDescription("When it was published") @Nullable
        LocalDate published,

        @JsonPropertyDescription("BCP 47 tag of the review") @Nullable
        String language,

        @JsonPropertyDescription("The days on which it holds") @Nullable
        Validity validity,

        @JsonPropertyDescription("Its texts as each encoder sees them")
        List<Vector> vectors,

        @JsonPropertyDescription("When Canard normalised this revision")
        Instant indexedAt,

        @JsonPropertyDescription("Orders the revisions of a debunk; with gaps")
        long revision)
        implements Event {

    public Debunk {
        if (id.isBlank() || claim.isBlank()) {
            throw new IllegalArgumentException("a debunk needs an id and a claim");
        }
        vectors = List.copyOf(vectors);
    }

    /** A first revision, which always holds. */
    public Debunk(
            String id,
            String claim,
            @Nullable String title,
            @Nullable String subtitle,
            @Nullable String body,
            Rating rating,
            @Nullable String publisher,
            @Nullable String url,
            @Nullable LocalDate published,
            @Nullable String language,
            List<Vector> vectors,
            Instant indexedAt) {
        this(
                id, claim, title, subtitle, body, rating, publisher, url, published, language, null, vectors, indexedAt,
                0);
    }

    /** The same debunk with other vectors. */
    public Debunk withVectors(List<Vector> others) {
        return new Debunk(
                id, claim, title, subtitle, body, rating, publisher, url, published, language, validity, others,
                indexedAt, revision);
    }

    /** The same debunk without vectors. */
    public Debunk withoutVectors() {
        return withVectors(List.of());
    }

    /** The same debunk as if nothing but its claim was known of what it says, without vectors. */
    public Debunk withClaimAlone() {
        return new Debunk(
                id, claim, null, null, null, rating, publisher, url, published, language, validity, List.of(),
                indexedAt, revision);
    }

    /**
     * The same debunk as another revision.
     *
     * @param time the new {@link #indexedAt}
     */
    public Debunk withRevision(long number, Instant time) {
        return new Debunk(
                id, claim, title, subtitle, body, rating, publisher, url, published, language, validity, vectors, time,
                number);
    }

    @Override
    public String eventId() {
        return id + "@" + indexedAt.toEpochMilli();
    }

    @Override
    public Instant occurredAt() {
        return indexedAt;
    }
}
