package dev.canard.indexer.policy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which posts have an open alert for a debunk: a store whose keys are the ids of debunk and post, with nothing behind them. */
final class AlertedPosts {

    /** Stands in no id. */
    private static final char SEPARATOR = '\0';

    private static final byte[] NOTHING = {};

    private AlertedPosts() {}

    static void add(KeyValueStore<String, byte[]> store, String debunkId, String postId) {
        store.put(key(debunkId, postId), NOTHING);
    }

    static void remove(KeyValueStore<String, byte[]> store, String debunkId, String postId) {
        store.delete(key(debunkId, postId));
    }

    /** Ids of the posts. */
    static List<String> of(KeyValueStore<String, byte[]> store, String debunkId) {
        List<String> posts = new ArrayList<>();
        try (var serializer = Serdes.String().serializer();
                KeyValueIterator<String, byte[]> found = store.prefixScan(debunkId + SEPARATOR, serializer)) {
            found.forEachRemaining(entry -> posts.add(entry.key.substring(debunkId.length() + 1)));
        }
        return posts;
    }

    private static String key(String debunkId, String postId) {
        return debunkId + SEPARATOR + postId;
    }
}
