package dev.canard.indexer.policy;

import dev.canard.event.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The tallies of all posts that were passed on lately, with a list of them by the day of their last share, by which old ones are found. */
final class ShareTallies {

    /** The store of tallies, by post id. */
    static final String STORE = "share-tallies";

    /** The store whose keys are day and id of the post, with nothing behind them. */
    static final String BY_DAY = "shares-by-day";

    /** As long as posts can be judged again by default: later none gets its first alert. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final byte[] NOTHING = {};
    private static final int DAY_LENGTH = "2026-01-31".length();

    private final KeyValueStore<String, ShareTally> tallies;
    private final KeyValueStore<String, byte[]> byDay;

    ShareTallies(KeyValueStore<String, ShareTally> tallies, KeyValueStore<String, byte[]> byDay) {
        this.tallies = tallies;
        this.byDay = byDay;
    }

    /**
     * Counts a share.
     *
     * @param at when it reached Canard
     */
    void add(String postId, Share.Kind kind, Instant at) {
        ShareTally before = tallies.get(postId);
        ShareTally after = (before == null ? ShareTally.NONE : before).plus(kind, at);
        tallies.put(postId, after);
        if (before == null || !day(before.lastAt()).equals(day(after.lastAt()))) {
            if (before != null) {
                byDay.delete(key(before, postId));
            }
            byDay.put(key(after, postId), NOTHING);
        }
    }

    /** The tally of a post; null for one that was not passed on lately. */
    @Nullable
    ShareTally get(String postId) {
        return tallies.get(postId);
    }

    /** Forgets a post. */
    void forget(String postId) {
        ShareTally before = tallies.delete(postId);
        if (before != null) {
            byDay.delete(key(before, postId));
        }
    }

    /**
     * Forgets posts whose last share was more than {@link #KEPT} before.
     *
     * @param most how many at most, the oldest first
     */
    void forgetOld(Instant now, int most) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> oldestFirst = byDay.range(null, day(now.minus(KEPT)))) {
            while (old.size() < most && oldestFirst.hasNext()) {
                old.add(oldestFirst.next().key.substring(DAY_LENGTH));
            }
        }
        old.forEach(this::forget);
    }

    private static String key(ShareTally tally, String postId) {
        return day(tally.lastAt()) + postId;
    }

    private static String day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }
}
