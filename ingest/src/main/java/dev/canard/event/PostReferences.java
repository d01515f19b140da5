package dev.canard.event;

import org.jspecify.annotations.Nullable;

/**
 * The other posts that a post refers to, by the ids that they have or would have as {@link Post posts}.
 *
 * @param parent the post that it answers
 * @param root the post that began the conversation
 * @param quoted the post that it shows within itself: a quote, a crosspost
 */
public record PostReferences(
        @Nullable String parent,
        @Nullable String root,
        @Nullable String quoted) {}
