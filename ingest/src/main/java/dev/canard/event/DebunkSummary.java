package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of a match or an alert needs to know of the debunk.
 *
 * @param id the debunk's id
 * @param claim the claim that was checked
 * @param title the review's headline
 * @param rating what the publisher found
 * @param publisher who published the review
 * @param url where it is published
 * @param published when it was published
 */
public record DebunkSummary(
        @JsonPropertyDescription("The debunk's id") String id,

        @JsonPropertyDescription("The claim that was checked")
        String claim,

        @JsonPropertyDescription("The review's headline") @Nullable
        String title,

        @JsonPropertyDescription("What the publisher found") Rating rating,

        @JsonPropertyDescription("Who published the review") @Nullable
        String publisher,

        @JsonPropertyDescription("Where it is published") @Nullable
        String url,

        @JsonPropertyDescription("When it was published") @Nullable
        LocalDate published) {

    public static DebunkSummary of(Debunk debunk) {
        return new DebunkSummary(
                debunk.id(),
                debunk.claim(),
                debunk.title(),
                debunk.rating(),
                debunk.publisher(),
                debunk.url(),
                debunk.published());
    }
}
