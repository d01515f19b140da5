package dev.canard.indexer.debunk;

import org.jspecify.annotations.Nullable;

/**
 * A rating as given: words, a number on a scale, both or neither.
 *
 * @param text the rating in words
 * @param value the number
 * @param best the best number of the scale, null for schema.org's default of 5
 * @param worst the worst number of the scale, null for schema.org's default of 1
 * @see <a href="https://schema.org/Rating">schema.org: Rating</a>
 */
public record DraftRating(
        @Nullable String text,
        @Nullable String value,
        @Nullable String best,
        @Nullable String worst) {

    /** No rating at all. */
    public static final DraftRating NONE = new DraftRating(null, null, null, null);
}
