package dev.canard.indexer.policy;

import dev.canard.event.Share;
import dev.canard.event.ShareCount;
import java.time.Instant;

/**
 * How often a post was passed on so far.
 *
 * @param reposts how often as it was
 * @param quotes how often within another post
 * @param lastAt when the last of these reached Canard
 */
record ShareTally(int reposts, int quotes, Instant lastAt) {

    /** A post that was never passed on. */
    static final ShareTally NONE = new ShareTally(0, 0, Instant.EPOCH);

    /**
     * The tally after one more share.
     *
     * @param at when it reached Canard
     */
    ShareTally plus(Share.Kind kind, Instant at) {
        Instant last = at.isAfter(lastAt) ? at : lastAt;
        return switch (kind) {
            case REPOST -> new ShareTally(reposts + 1, quotes, last);
            case QUOTE -> new ShareTally(reposts, quotes + 1, last);
        };
    }

    ShareCount of(String postId) {
        return new ShareCount(postId, reposts, quotes, lastAt);
    }
}
