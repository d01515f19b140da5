package dev.canard.deploy.evaluation;

import dev.canard.event.Vector;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.Candidate;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.HiddenDebunks;
import dev.canard.indexer.match.Twins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * The systems that Canard has to beat, out of the same search: BM25 over claim and title as one text, each encoder alone by the
 * larger cosine of claim and title, and reciprocal rank fusion of these lists (Cormack, Clarke and Büttcher 2009). Twins are
 * folded for all alike.
 */
final class Baselines {

    static final String BM25 = "BM25";
    static final String FUSION = "rank fusion";

    /** The constant of the paper. */
    private static final int FUSION_RANK = 60;

    private final List<String> encoders;

    /**
     * @param encoders ids of the encoders
     */
    Baselines(List<String> encoders) {
        this.encoders = List.copyOf(encoders);
    }

    /** The systems, in the order of a table. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(BM25);
        encoders.forEach(encoder -> names.add(nameOf(encoder)));
        names.add(FUSION);
        return names;
    }

    /** The names of those that are one encoder alone. */
    List<String> encoderNames() {
        return encoders.stream().map(Baselines::nameOf).toList();
    }

    /** An id holds the name, and behind it a fingerprint. */
    private static String nameOf(String encoder) {
        int at = encoder.indexOf('@');
        return at < 0 ? encoder : encoder.substring(0, at);
    }

    /**
     * The list of each system by its name, best first.
     *
     * @param hidden ids of debunks that shall not be found
     */
    SequencedMap<String, List<Found>> rank(EncodedPost post, DebunkSnapshot snapshot, Set<String> hidden) {
        List<Group> groups = groups(HiddenDebunks.without(hidden, DebunkMatcher.allCandidates(post, snapshot)));
        SequencedMap<String, List<Found>> lists = new LinkedHashMap<>();
        lists.put(BM25, list(groups, Candidate::lexicalRank, Candidate::bm25Both));
        for (String encoder : encoders) {
            float[] vector = post.vectors().getOrDefault(encoder, new float[0]);
            lists.put(
                    nameOf(encoder),
                    list(
                            groups,
                            candidate -> candidate.vectorRanks().getOrDefault(encoder, Candidate.NOT_LISTED),
                            candidate -> cosine(candidate, encoder, vector)));
        }
        lists.put(FUSION, fused(List.copyOf(lists.values())));
        return lists;
    }

    /** Twins, the one that stands for all first. */
    private record Group(List<Candidate> members) {

        int rank(ToIntFunction<Candidate> rank) {
            return members.stream().mapToInt(rank).min().orElse(Candidate.NOT_LISTED);
        }

        Found found(double score) {
            return new Found(
                    members.getFirst().debunk(),
                    members.stream().skip(1).map(twin -> twin.debunk().id()).toList(),
                    score);
        }
    }

    private static List<Group> groups(List<Candidate> candidates) {
        Map<Twins.Key, List<Candidate>> folded = new LinkedHashMap<>();
        candidates.forEach(candidate -> folded.computeIfAbsent(Twins.key(candidate.debunk()), _ -> new ArrayList<>())
                .add(candidate));
        folded.values().forEach(group -> group.sort(Comparator.comparing(Candidate::debunk, Twins.FIRST)));
        return folded.values().stream().map(Group::new).toList();
    }

    private static List<Found> list(
            List<Group> groups, ToIntFunction<Candidate> rank, ToDoubleFunction<Candidate> score) {
        return groups.stream()
                .filter(group -> group.rank(rank) != Candidate.NOT_LISTED)
                .sorted(Comparator.comparingInt(group -> group.rank(rank)))
                .map(group -> group.found(
                        group.members().stream().mapToDouble(score).max().orElse(Double.NEGATIVE_INFINITY)))
                .toList();
    }

    private static List<Found> fused(List<List<Found>> lists) {
        Map<String, Double> sums = new HashMap<>();
        Map<String, Found> found = new LinkedHashMap<>();
        for (List<Found> list : lists) {
            for (int i = 0; i < list.size(); i++) {
                String id = list.get(i).debunk().id();
                sums.merge(id, 1.0 / (FUSION_RANK + i + 1), Double::sum);
                found.putIfAbsent(id, list.get(i));
            }
        }
        return found.values().stream()
                .map(one -> new Found(
                        one.debunk(),
                        one.twins(),
                        sums.getOrDefault(one.debunk().id(), 0.0)))
                .sorted(Comparator.comparingDouble(Found::score).reversed().thenComparing(Found::debunk, Twins.FIRST))
                .toList();
    }

    /** The larger one of claim and title. Vectors have length 1. */
    private static double cosine(Candidate candidate, String encoder, float[] post) {
        double largest = -1;
        for (Vector vector : candidate.debunk().vectors()) {
            if (vector.encoder().equals(encoder) && !vector.field().startsWith(Encoders.BODY)) {
                double sum = 0;
                float[] values = vector.values();
                for (int i = 0; i < post.length; i++) {
                    sum += (double) post[i] * values[i];
                }
                largest = Math.max(largest, sum);
            }
        }
        return largest;
    }
}
