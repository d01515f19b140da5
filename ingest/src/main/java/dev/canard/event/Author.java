package dev.canard.event;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a post, as far as the source tells.
 *
 * @param handle the account's name at the platform, without a leading {@code @}
 * @param name the displayed name
 */
public record Author(@Nullable String handle, @Nullable String name) {}
