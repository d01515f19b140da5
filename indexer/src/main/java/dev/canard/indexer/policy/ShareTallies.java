package dev.canard.indexer.policy;

import dev.canard.event.Share;
import dev.canard.topic.JsonSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of all posts that were passed on lately. A post is forgotten {@link #KEPT} after its last share, by whole files.
 *
 * <p>There is one entry for each post and day, which holds all that was counted until then: one for each share would take many times the
 * space, and one for each post could not be dropped by its age.
 */
final class ShareTallies {

    static final String STORE = "share-tallies";

    /** As long as posts can be judged again by default: later none gets its first alert. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final WindowStore<String, ShareTally> store;

    ShareTallies(WindowStore<String, ShareTally> store) {
        this.store = store;
    }

    static StoreBuilder<WindowStore<String, ShareTally>> store() {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, KEPT, KEPT, false),
                Serdes.String(),
                JsonSerde.of(ShareTally.class));
    }

    /**
     * Counts a share.
     *
     * @param at when it reached Canard, in milliseconds since 1970
     */
    void add(String postId, Share.Kind kind, long at) {
        KeyValue<Long, ShareTally> newest = newest(postId);
        long day = at - Math.floorMod(at, DAY);
        if (newest == null) {
            store.put(postId, ShareTally.NONE.plus(kind, Instant.ofEpochMilli(at)), day);
        } else {
            // What comes late must not hide behind the newest entry.
            store.put(postId, newest.value.plus(kind, Instant.ofEpochMilli(at)), Math.max(day, newest.key));
        }
    }

    /** The tally of a post; null for one that was not passed on lately. */
    @Nullable
    ShareTally get(String postId) {
        KeyValue<Long, ShareTally> newest = newest(postId);
        return newest == null ? null : newest.value;
    }

    /** Forgets a post. */
    void forget(String postId) {
        List<Long> days = new ArrayList<>();
        try (WindowStoreIterator<ShareTally> all = newestFirst(postId)) {
            all.forEachRemaining(each -> days.add(each.key));
        }
        days.forEach(day -> store.put(postId, null, day));
    }

    private @Nullable KeyValue<Long, ShareTally> newest(String postId) {
        try (WindowStoreIterator<ShareTally> newestFirst = newestFirst(postId)) {
            return newestFirst.hasNext() ? newestFirst.next() : null;
        }
    }

    private WindowStoreIterator<ShareTally> newestFirst(String postId) {
        return store.backwardFetch(postId, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));
    }
}
