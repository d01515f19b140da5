package dev.canard.indexer.debunk;

import org.jspecify.annotations.Nullable;

/**
 * A fact-check in its publisher's words: neither cleaned nor shortened, its date and language as written.
 *
 * @param id the publisher's identifier, never blank
 * @param claim the claim that was checked, never blank
 * @param title the review's headline
 * @param subtitle the line below the headline
 * @param body the article's text; may hold HTML
 * @param rating what the publisher found
 * @param publisher who published the review
 * @param url where it is published
 * @param published when it was published, of any precision
 * @param language a language tag, more or less
 */
public record DebunkDraft(
        String id,
        String claim,
        @Nullable String title,
        @Nullable String subtitle,
        @Nullable String body,
        DraftRating rating,
        @Nullable String publisher,
        @Nullable String url,
        @Nullable String published,
        @Nullable String language)
        implements ParsedDebunk {}
