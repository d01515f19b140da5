package dev.canard.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Which posts are whose, in one partition and for a time. Accounts are known by a hash: RocksDB keeps the first and the last key of each of its files in
 * a log, from which no compaction takes the key of what was erased.
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
        store.put(DigestUtils.sha256Hex(account) + END_OF_ACCOUNT + post, NOTHING, time);
    }

    /** The posts of an account, each once. */
    Set<String> of(String account) {
        String hash = DigestUtils.sha256Hex(account);
        String start = hash + END_OF_ACCOUNT;
        Set<String> posts = new LinkedHashSet<>();
        try (KeyValueIterator<Windowed<String>, byte[]> found =
                store.fetch(start, hash + AFTER_END_OF_ACCOUNT, 0, Long.MAX_VALUE)) {
            found.forEachRemaining(entry -> posts.add(entry.key.key().substring(start.length())));
        }
        return posts;
    }

    /** Forgets whose a post is. Looks at all posts, since an erasure, which asks for it, is rare and does not know the account. */
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
