package dev.canard.ingest;

import dev.canard.topic.RawHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Which posts are whose, in one partition and for a time. RocksDB keeps the first and the last key of each of its files in a log, from which no
 * compaction takes the key of what was erased. In a key an account is a hash, but a post is its id, which on some platforms names the account:
 * {@code at://did:…}.
 */
final class PostsOfAccounts {

    static final String STORE = "posts-of-accounts";

    private static final char END_OF_ACCOUNT = ' ';
    private static final char AFTER_END_OF_ACCOUNT = ' ' + 1;
    private static final int LENGTH_OF_HASH = 64;
    private static final byte[] NOTHING = {};

    private final WindowStore<String, byte[]> store;

    PostsOfAccounts(WindowStore<String, byte[]> store) {
        this.store = store;
    }

    /**
     * A store whose keys are an account and a post, and that drops whole files of what is older.
     *
     * @param kept for how long a post is found
     */
    static StoreBuilder<WindowStore<String, byte[]>> store(Duration kept) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, kept, kept, false), Serdes.String(), Serdes.ByteArray());
    }

    /** @param time in milliseconds since 1970 */
    void remember(String account, String post, long time) {
        store.put(key(RawHeaders.hashed(account), post), NOTHING, time);
    }

    /** The posts of an account, each once. */
    Set<String> of(String account) {
        String hash = RawHeaders.hashed(account);
        String start = hash + END_OF_ACCOUNT;
        Set<String> posts = new LinkedHashSet<>();
        try (KeyValueIterator<Windowed<String>, byte[]> found =
                store.fetch(start, hash + AFTER_END_OF_ACCOUNT, 0, Long.MAX_VALUE)) {
            found.forEachRemaining(entry -> posts.add(entry.key.key().substring(start.length())));
        }
        return posts;
    }

    /**
     * Forgets whose a post is.
     *
     * @param account its author's, {@linkplain RawHeaders#hashed hashed}
     */
    void forget(String account, String post) {
        String key = key(account, post);
        List<Long> times = new ArrayList<>();
        try (WindowStoreIterator<byte[]> found = store.fetch(key, 0, Long.MAX_VALUE)) {
            found.forEachRemaining(entry -> times.add(entry.key));
        }
        times.forEach(time -> store.put(key, null, time));
    }

    private static String key(String account, String post) {
        return account + END_OF_ACCOUNT + post;
    }

    /** Forgets whose a post is of which no topic tells any more. Looks at all posts. */
    void forget(String post) {
        List<Windowed<String>> forgotten = new ArrayList<>();
        try (KeyValueIterator<Windowed<String>, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Windowed<String>, byte[]> entry = all.next();
                if (entry.key.key().substring(LENGTH_OF_HASH + 1).equals(post)) {
                    forgotten.add(entry.key);
                }
            }
        }
        forgotten.forEach(key -> store.put(key.key(), null, key.window().start()));
    }
}
