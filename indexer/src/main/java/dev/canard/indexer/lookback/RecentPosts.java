package dev.canard.indexer.lookback;

import dev.canard.event.Debunk;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.QuantizedVector;
import dev.canard.indexer.match.EncodedPost;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The recent posts of a partition: in full in a store, and in memory what it takes to find those that come near a debunk. Not
 * thread-safe.
 *
 * <p>Near is told by the cosine of whole texts, by a scan of all; what is near is judged in full anyway.
 */
public final class RecentPosts {

    /** With fewer posts all count as near: there is no telling what is usual. */
    private static final int FEW = 1_000;

    /** How many standard deviations above the mean of all posts the cosine of a near one lies, by one encoder at least. */
    private static final double UNUSUAL = 3;

    private final KeyValueStore<String, RecentPost> store;
    private final LookBackSettings settings;
    private final List<String> encoders;

    /** Oldest first. */
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();

    private final Map<String, Set<String>> byDebunk = new HashMap<>();

    private record Entry(long time, Map<String, QuantizedVector> vectors, Set<String> close, long indexOffset) {

        static Entry of(RecentPost post) {
            Map<String, QuantizedVector> vectors = new HashMap<>();
            post.vectors().forEach((encoder, values) -> vectors.put(encoder, QuantizedVector.of(values)));
            return new Entry(post.time(), vectors, post.close(), post.indexOffset());
        }
    }

    /**
     * Reads what the store holds.
     *
     * @param encoders their ids; posts that were kept with others are forgotten, since vectors of different ones must not meet
     */
    public RecentPosts(KeyValueStore<String, RecentPost> store, LookBackSettings settings, List<String> encoders) {
        this.store = store;
        this.settings = settings;
        this.encoders = List.copyOf(encoders);
        Map<String, Entry> stored = new HashMap<>();
        try (KeyValueIterator<String, RecentPost> all = store.all()) {
            all.forEachRemaining(post -> stored.put(post.key, Entry.of(post.value)));
        }
        stored.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparingLong(Entry::time)))
                .forEach(entry -> {
                    if (entry.getValue().vectors().keySet().equals(Set.copyOf(encoders))) {
                        add(entry.getKey(), entry.getValue());
                    } else {
                        store.delete(entry.getKey());
                    }
                });
    }

    /**
     * Keeps a post, also in place of an earlier form of it, and forgets those that are too old or too many.
     *
     * @param close ids of the debunks that came close to it
     * @param time the record's time, in milliseconds since 1970
     * @param indexOffset how far the index had read the topic of debunks when it was judged
     */
    public void put(EncodedPost post, Set<String> close, long time, long indexOffset) {
        Map<String, byte[]> vectors = new HashMap<>();
        post.vectors()
                .forEach((encoder, vector) ->
                        vectors.put(encoder, QuantizedVector.of(vector).values()));
        String id = post.claims().post().id();
        RecentPost kept = new RecentPost(post.claims(), time, vectors, close, indexOffset);
        Entry before = entries.get(id);
        if (before != null && before.time() == time) {
            // Judged again: it keeps its place in the order of age.
            unlink(id, before);
        } else {
            forget(id);
        }
        add(id, Entry.of(kept));
        store.put(id, kept);
        expire(time);
    }

    private void expire(long now) {
        long oldest = now - settings.window().toMillis();
        while (!entries.isEmpty()
                && (entries.size() > settings.posts()
                        || entries.firstEntry().getValue().time() < oldest)) {
            remove(entries.firstEntry().getKey());
        }
    }

    /** Forgets a post; none with this id is as well. */
    public void remove(String postId) {
        if (forget(postId)) {
            store.delete(postId);
        }
    }

    /** A post in full, with when it was written; null if it is not kept. */
    public @Nullable RecentPost get(String postId) {
        return entries.containsKey(postId) ? store.get(postId) : null;
    }

    /**
     * The posts to which a debunk came close when they were last judged.
     *
     * @param offset posts that were judged with a later state of the index are left out
     */
    List<String> closeTo(String debunkId, long offset) {
        return byDebunk.getOrDefault(debunkId, Set.of()).stream()
                .filter(post -> !judgedAfter(post, offset))
                .toList();
    }

    /** Whether a post that is kept was last judged with a state of the index that holds the change of an offset. */
    boolean judgedAfter(String postId, long offset) {
        Entry entry = entries.get(postId);
        return entry != null && entry.indexOffset() > offset;
    }

    /**
     * The posts that may be about what a debunk says now, nearest first.
     *
     * @param offset posts that were judged with a later state of the index are left out
     */
    List<String> near(Debunk debunk, long offset) {
        List<String> posts = entries.keySet().stream()
                .filter(post -> !judgedAfter(post, offset))
                .toList();
        if (posts.isEmpty()) {
            return posts;
        }
        double[] unusual = new double[posts.size()];
        Arrays.fill(unusual, Double.NEGATIVE_INFINITY);
        for (String encoder : encoders) {
            double[] deviations = deviations(cosines(posts, texts(debunk, encoder), encoder));
            for (int i = 0; i < unusual.length; i++) {
                unusual[i] = Math.max(unusual[i], deviations[i]);
            }
        }
        double least = posts.size() < FEW ? Double.NEGATIVE_INFINITY : UNUSUAL;
        return IntStream.range(0, unusual.length)
                .filter(i -> unusual[i] >= least)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> unusual[i]).reversed())
                .map(posts::get)
                .toList();
    }

    private static List<QuantizedVector> texts(Debunk debunk, String encoder) {
        return debunk.vectors().stream()
                .filter(vector ->
                        vector.encoder().equals(encoder) && !vector.field().startsWith(Encoders.BODY))
                .map(vector -> QuantizedVector.of(vector.values()))
                .toList();
    }

    private double[] cosines(List<String> posts, List<QuantizedVector> texts, String encoder) {
        return posts.stream()
                .map(post -> Objects.requireNonNull(
                        Objects.requireNonNull(entries.get(post)).vectors().get(encoder)))
                .mapToDouble(
                        post -> texts.stream().mapToDouble(post::cosine).max().orElse(0))
                .toArray();
    }

    /** How many standard deviations each lies above the mean. */
    private static double[] deviations(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        return Arrays.stream(values)
                .map(value -> variance == 0 ? 0 : (value - mean) / Math.sqrt(variance))
                .toArray();
    }

    private void add(String postId, Entry entry) {
        entries.put(postId, entry);
        entry.close()
                .forEach(debunk -> byDebunk.computeIfAbsent(debunk, _ -> new LinkedHashSet<>())
                        .add(postId));
    }

    private boolean forget(String postId) {
        Entry entry = entries.remove(postId);
        if (entry == null) {
            return false;
        }
        unlink(postId, entry);
        return true;
    }

    private void unlink(String postId, Entry entry) {
        for (String debunk : entry.close()) {
            Set<String> posts = byDebunk.get(debunk);
            if (posts != null) {
                posts.remove(postId);
                if (posts.isEmpty()) {
                    byDebunk.remove(debunk);
                }
            }
        }
    }
}
