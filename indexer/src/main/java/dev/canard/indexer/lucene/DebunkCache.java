package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.LeafReader;
import org.jspecify.annotations.Nullable;

/**
 * Debunks that were read from the index, since to read one costs more than to score it. A document of a segment never
 * changes, so that entries cannot grow stale. A full cache is emptied: the popular debunks are soon back.
 */
final class DebunkCache {

    private static final int MOST = 16_384;

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    /** A debunk with the terms of its claim, its title and its article. */
    record Entry(Debunk debunk, Set<String> claimTerms, Set<String> titleTerms, Set<String> bodyTerms) {

        static Entry of(Debunk debunk) {
            return new Entry(debunk, Terms.of(debunk.claim()), terms(debunk.title()), terms(debunk.body()));
        }

        private static Set<String> terms(@Nullable String text) {
            return text == null ? Set.of() : Terms.of(text);
        }
    }

    private record Key(Object segment, int document) {}

    /**
     * The entries of some documents, in the same order.
     *
     * @param documents of the leaf, ascending
     */
    List<Entry> get(LeafReader leaf, List<Integer> documents) {
        if (entries.size() >= MOST) {
            entries.clear();
        }
        Object segment = leaf.getCoreCacheHelper().getKey();
        Map<Integer, Entry> found = new HashMap<>();
        List<Integer> unknown = new ArrayList<>();
        for (int document : documents) {
            Entry entry = entries.get(new Key(segment, document));
            if (entry == null) {
                unknown.add(document);
            } else {
                found.put(document, entry);
            }
        }
        if (!unknown.isEmpty()) {
            List<Debunk> read = read(leaf, unknown);
            for (int i = 0; i < unknown.size(); i++) {
                Entry entry = Entry.of(read.get(i));
                entries.put(new Key(segment, unknown.get(i)), entry);
                found.put(unknown.get(i), entry);
            }
        }
        return documents.stream()
                .map(document -> Objects.requireNonNull(found.get(document)))
                .toList();
    }

    private static List<Debunk> read(LeafReader leaf, List<Integer> documents) {
        try {
            return DebunkDocuments.read(leaf, documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
