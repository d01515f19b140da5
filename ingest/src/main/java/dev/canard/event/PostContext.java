package dev.canard.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What some sources tell of a post beside what it says.
 *
 * @param url address of its page, for people; hostile as all that comes from a source
 * @param receivedAt when the platform's server took it, by the server's clock, which its author cannot set
 * @param editedAt when it was changed last; null if it never was
 * @param otherLanguages BCP 47 tags that the source gives after {@link Post#language}, in its order; hints as that is
 * @param references the posts that it refers to; null if there are none
 */
public record PostContext(
        @Nullable String url,
        @Nullable Instant receivedAt,
        @Nullable Instant editedAt,
        List<String> otherLanguages,
        @Nullable PostReferences references) {

    public PostContext {
        otherLanguages = List.copyOf(otherLanguages);
    }

    /** This, or null where it says nothing. */
    public @Nullable PostContext orNull() {
        return equals(new PostContext(null, null, null, List.of(), null)) ? null : this;
    }
}
