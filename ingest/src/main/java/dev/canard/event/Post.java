package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post of a social medium, checked and made readable.
 *
 * @param id unique over all sources; never blank
 * @param text the text as its author wrote it. Hostile: escape it wherever it is shown
 * @param clean the text without what is not language: links, handles, markup, decoration
 * @param author who wrote it, null if unknown
 * @param platform where it was posted, for instance {@code bluesky}; null if unknown
 * @param language BCP 47 tag that the source gives; a hint, not the truth; null if it gives none
 * @param links addresses that the text holds, in order, then those that the source names beside it; written out where the
 *     source tells what a short one stands for
 * @param createdAt when it was written, as the client says; may be wrong
 * @param arrivedAt when it reached Canard
 * @param context what the source tells beside; null if nothing
 */
public record Post(
        @JsonPropertyDescription("Unique over all sources") String id,

        @JsonPropertyDescription("The text as its author wrote it. Hostile: escape it wherever it is shown")
        String text,

        @JsonPropertyDescription("The text without links, handles, markup and decoration")
        CleanText clean,

        @JsonPropertyDescription("Who wrote it") @Nullable Author author,

        @JsonPropertyDescription("Where it was posted") @Nullable
        String platform,

        @JsonPropertyDescription("BCP 47 tag that the source gives, a hint only") @Nullable
        String language,

        @JsonPropertyDescription("Addresses that the text holds, in order, then those that the source names beside it")
        List<String> links,

        @JsonPropertyDescription("When it was written, as the client says")
        Instant createdAt,

        @JsonPropertyDescription("When it reached Canard") Instant arrivedAt,

        @JsonPropertyDescription("What the source tells beside") @Nullable
        PostContext context)
        implements Event {

    public Post {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a post needs an id");
        }
        links = List.copyOf(links);
    }

    /** A post of which the source tells nothing beside. */
    public Post(
            String id,
            String text,
            CleanText clean,
            @Nullable Author author,
            @Nullable String platform,
            @Nullable String language,
            List<String> links,
            Instant createdAt,
            Instant arrivedAt) {
        this(id, text, clean, author, platform, language, links, createdAt, arrivedAt, null);
    }

    @Override
    public String eventId() {
        return id + "@" + arrivedAt.toEpochMilli();
    }

    @Override
    public Instant occurredAt() {
        return createdAt;
    }
}
