package dev.canard.event;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a post, as far as the source tells.
 *
 * @param handle the account's name at the platform, without a leading {@code @}; its owner may change it
 * @param name the displayed name
 * @param id what identifies the account for good, unique over all sources: a DID, an actor's address, {@code x:} and a number
 */
public record Author(
        @Nullable String handle,
        @Nullable String name,
        @Nullable String id) {

    /** An account of which only the names are known. */
    public Author(@Nullable String handle, @Nullable String name) {
        this(handle, name, null);
    }
}
