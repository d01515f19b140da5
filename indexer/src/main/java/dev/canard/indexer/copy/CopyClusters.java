package dev.canard.indexer.copy;

import dev.canard.event.Post;
import dev.canard.indexer.lucene.MinHashBands;
import dev.canard.ingest.CopyForm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Clusters of posts that are copies of each other. The first of a cluster leads it, with those that are copies of the first: a post joins
 * if its form was seen there before, or else if it is a copy of one that leads. What is no copy of the first does not lead, so that a text that
 * changes bit by bit does not drag its cluster along.
 *
 * <p>Those that may be copies are found by {@link MinHashBands}, so that the cost of a post does not grow with their number.
 */
public final class CopyClusters {

    /** More leaders that share a band are passed over, so that no post costs more than a bounded time. */
    private static final int MOST_IN_A_BAND = 100;

    private static final int KEY_DIGITS = 32;

    private final Memory<String> clusters;
    private final Memory<Leader> leaders;
    private final Memory<Band> bands;

    /**
     * Remembers values by key, perhaps for a time only.
     *
     * @param <V> values
     */
    public interface Memory<V> {
        @Nullable
        V get(String key);

        void put(String key, V value);

        void remove(String key);
    }

    /**
     * A post that leads a cluster.
     *
     * @param first whether it was the first
     */
    public record Leader(String cluster, CopyForm form, boolean first) {}

    /** Keys of the leaders that share a band. */
    public record Band(List<String> leaders) {
        public Band {
            leaders = List.copyOf(leaders);
        }
    }

    /**
     * @param clusters the cluster of each form, by its fingerprint
     * @param leaders by a hash of the post's id
     * @param bands by the band
     */
    public CopyClusters(Memory<String> clusters, Memory<Leader> leaders, Memory<Band> bands) {
        this.clusters = clusters;
        this.leaders = leaders;
        this.bands = bands;
    }

    /** The id of the post's cluster, which is a new one if nothing like it was seen before; null for a post without words. */
    public @Nullable String of(Post post) {
        CopyForm form = CopyForm.of(post);
        if (form.words().isEmpty()) {
            return null;
        }
        String fingerprint = form.fingerprint();
        String cluster = clusters.get(fingerprint);
        if (cluster == null) {
            List<String> keys = keys(form);
            Leader leader = leader(form, keys);
            cluster = leader == null ? fingerprint : leader.cluster();
            if (leader == null || leader.first()) {
                lead(new Leader(cluster, form, leader == null), key(post.id()), keys);
            }
        }
        clusters.put(fingerprint, cluster);
        return cluster;
    }

    /** Forgets what a post says. Its cluster stays, for those who say the same. */
    public void forget(String postId) {
        leaders.remove(key(postId));
    }

    /** The bands, apart for forms that cannot be copies of each other. */
    private static List<String> keys(CopyForm form) {
        String group = form.words().size() + (form.asks() ? "?" : "") + (form.marked() ? "!" : "") + "-";
        return MinHashBands.of(form.words()).stream().map(group::concat).toList();
    }

    /** The leader of which it is a copy, the first of a cluster rather than another; null if there is none. */
    private @Nullable Leader leader(CopyForm form, List<String> keys) {
        Set<String> seen = new LinkedHashSet<>();
        Leader found = null;
        for (String key : keys) {
            Band band = bands.get(key);
            for (String candidate : band == null ? List.<String>of() : band.leaders()) {
                Leader leader = seen.add(candidate) ? leaders.get(candidate) : null;
                if (leader != null && (found == null || leader.first()) && form.isCopyOf(leader.form())) {
                    found = leader;
                    if (leader.first()) {
                        return leader;
                    }
                }
            }
        }
        return found;
    }

    private void lead(Leader leader, String key, List<String> keys) {
        leaders.put(key, leader);
        for (String each : keys) {
            Band band = bands.get(each);
            List<String> all = new ArrayList<>(band == null ? List.of() : band.leaders());
            all.remove(key);
            all.addFirst(key);
            bands.put(each, new Band(all.subList(0, Math.min(MOST_IN_A_BAND, all.size()))));
        }
    }

    /** Not the id itself, which at some platforms names the author. */
    private static String key(String postId) {
        return DigestUtils.sha256Hex(postId).substring(0, KEY_DIGITS);
    }
}
