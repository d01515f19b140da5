package dev.canard.indexer.lookback;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;

/**
 * Which posts are kept, to be judged again when a debunk is published or changes.
 *
 * @param window how long, by the time of the posts; zero keeps none
 * @param posts how many each partition keeps at most, the newest; in memory each takes a vector of bytes for each encoder
 */
public record LookBackSettings(
        @JsonPropertyDescription("How long posts are kept to be judged again when a debunk changes; 0 turns that off")
        Duration window,

        @JsonPropertyDescription("How many posts each partition keeps for it at most, the newest")
        int posts) {

    public static final LookBackSettings DEFAULTS = new LookBackSettings(Duration.ofDays(30), 200_000);

    public LookBackSettings {
        if (window.isNegative()) {
            throw new IllegalArgumentException("window must not be negative, was " + window);
        }
        if (posts < 1) {
            throw new IllegalArgumentException("posts must be at least 1, was " + posts);
        }
    }
}
