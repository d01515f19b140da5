package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.DeadLetter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a {@link PostFormat} makes of a payload. */
public sealed interface ParsedPost {

    /**
     * A post as its source gives it.
     *
     * @param id unique over all sources
     * @param text as its author wrote it
     * @param createdAt when it was written, null if the source does not say
     * @param language BCP 47 tag, null if the source gives none
     * @param platform where it was posted, null if the source does not say
     * @param author who wrote it, null if the source does not say
     */
    record Draft(
            String id,
            String text,
            @Nullable Instant createdAt,
            @Nullable String language,
            @Nullable String platform,
            @Nullable Author author)
            implements ParsedPost {}

    /**
     * A post that was deleted at its source.
     *
     * @param id the post's id
     */
    record Delete(String id) implements ParsedPost {}

    /**
     * A payload that is no post.
     *
     * @param kind what is wrong with it
     * @param message what is wrong with it, for a person; quotes no more of the payload than a few words
     */
    record Rejection(DeadLetter.Kind kind, String message) implements ParsedPost {}
}
