package dev.canard.indexer.lucene;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.LeafReader;

/**
 * Debunks that were read from the index, since to read one costs more than to score it. A document of a segment never
 * changes, so that entries cannot grow stale. What is wanted least goes when an eighth of the heap is full.
 */
final class DebunkCache {

    private static final int SHARE_OF_HEAP = 8;

    /** What a debunk takes beside what is counted, in bytes. */
    private static final int FIXED = 2_048;

    /** What a word takes in a set, in bytes. */
    private static final int WORD = 88;

    private final Cache<Key, Entry> entries = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
            .weigher((Key _, Entry entry) -> bytes(entry))
            .executor(Runnable::run)
            .build();

    private final Set<Object> segments = ConcurrentHashMap.newKeySet();

    /** A debunk with its words. */
    record Entry(Debunk debunk, DebunkWords words) {}

    private record Key(Object segment, int document) {}

    /**
     * The entries of some documents, in the same order.
     *
     * @param documents of the leaf, ascending
     */
    List<Entry> get(LeafReader leaf, List<Integer> documents) {
        Object segment = leaf.getCoreCacheHelper().getKey();
        if (segments.add(segment)) {
            leaf.getCoreCacheHelper().addClosedListener(this::forget);
        }
        List<Key> keys =
                documents.stream().map(document -> new Key(segment, document)).toList();
        Map<Key, Entry> found = entries.getAll(keys, missing -> read(leaf, missing));
        return keys.stream().map(key -> Objects.requireNonNull(found.get(key))).toList();
    }

    /** What was merged away is asked for no more, and would keep out what is. */
    private void forget(Object segment) {
        segments.remove(segment);
        entries.asMap().keySet().removeIf(key -> key.segment.equals(segment));
    }

    private static Map<Key, Entry> read(LeafReader leaf, Set<? extends Key> keys) {
        List<? extends Key> ascending =
                keys.stream().sorted(Comparator.comparingInt(Key::document)).toList();
        Map<Key, Entry> read = new HashMap<>();
        try {
            List<Debunk> debunks = DebunkDocuments.read(
                    leaf, ascending.stream().map(Key::document).toList());
            for (int i = 0; i < debunks.size(); i++) {
                read.put(ascending.get(i), new Entry(debunks.get(i), DebunkWords.of(debunks.get(i))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    /** About what an entry takes of the heap. */
    static int bytes(Entry entry) {
        int bytes = FIXED;
        for (Vector vector : entry.debunk.vectors()) {
            bytes += vector.values().length * Float.BYTES;
        }
        String body = entry.debunk.body();
        bytes += body == null ? 0 : body.length() * Character.BYTES;
        DebunkWords words = entry.words;
        return bytes
                + WORD
                        * (words.claim().size()
                                + words.title().size()
                                + words.body().size()
                                + words.numbers().size()
                                + words.names().size());
    }
}
