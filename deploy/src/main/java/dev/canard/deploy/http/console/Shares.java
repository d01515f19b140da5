package dev.canard.deploy.http.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.canard.event.ShareCount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a post, or all that spread a claim, were passed on.
 *
 * @param reposts how often as they were
 * @param quotes how often within another post, whatever that said to it
 * @param lastSharedAt when the last time was; null if it never was
 */
record Shares(int reposts, int quotes, @Nullable Instant lastSharedAt) {

    static final Shares NONE = new Shares(0, 0, null);

    static Shares of(@Nullable ShareCount count) {
        return count == null ? NONE : new Shares(count.reposts(), count.quotes(), count.lastSharedAt());
    }

    /** These and those of another post. */
    Shares plus(Shares other) {
        boolean later =
                lastSharedAt == null || (other.lastSharedAt != null && other.lastSharedAt.isAfter(lastSharedAt));
        return new Shares(reposts + other.reposts, quotes + other.quotes, later ? other.lastSharedAt : lastSharedAt);
    }

    /** How often in all. */
    @JsonProperty
    int total() {
        return reposts + quotes;
    }
}
