package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
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

    Entry get(LeafReader leaf, int document) {
        if (entries.size() >= MOST) {
            entries.clear();
        }
        return entries.computeIfAbsent(
                new Key(leaf.getCoreCacheHelper().getKey(), document), _ -> read(leaf, document));
    }

    private static Entry read(LeafReader leaf, int document) {
        try {
            return Entry.of(DebunkDocuments.read(leaf, document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
