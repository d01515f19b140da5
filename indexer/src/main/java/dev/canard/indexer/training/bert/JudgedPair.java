package dev.canard.indexer.training.bert;

/**
 * A post and a text of a debunk, of which is known whether the post is about it, but not how it stands to it.
 *
 * @param post the clean text of the post
 * @param text a claim or a title
 * @param isAbout whether the post is about it
 */
public record JudgedPair(String post, String text, boolean isAbout) {}
