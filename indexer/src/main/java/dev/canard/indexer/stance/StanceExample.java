package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import dev.canard.event.Stance;
import dev.canard.indexer.match.EncodedPost;

/**
 * A labelled pair to train or test on.
 *
 * @param post the post
 * @param debunk the debunk that it is about, with its vectors
 * @param stance how it stands to the debunk's claim
 */
public record StanceExample(EncodedPost post, Debunk debunk, Stance stance) {}
