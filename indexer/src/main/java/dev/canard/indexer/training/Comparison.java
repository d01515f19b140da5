package dev.canard.indexer.training;

import dev.canard.indexer.lucene.Candidate;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.Feature;
import dev.canard.indexer.match.HiddenDebunks;
import dev.canard.indexer.match.Nearness;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.RankerModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A post with its candidates, small enough to keep thousands of them.
 *
 * @param debunks the candidates, without vectors
 * @param features of each candidate, in the order of {@link #FEATURES}
 * @param relevant whether the post is about each
 * @param postTerms how many terms the post has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Comparison(List<RankedDebunk> debunks, double[][] features, boolean[] relevant, int postTerms) {

    /** Names of the features of a candidate. */
    static final List<String> FEATURES =
            Arrays.stream(Feature.values()).map(Feature::id).toList();

    /**
     * Compares a post with its candidates.
     *
     * @param relevant ids of the debunks that the post is about
     * @param hidden ids of the debunks that shall not be found, as if they were not indexed
     */
    static Comparison of(EncodedPost post, DebunkSnapshot snapshot, Set<String> relevant, Set<String> hidden) {
        List<Candidate> candidates = HiddenDebunks.without(hidden, DebunkMatcher.candidates(post, snapshot));
        List<RankedDebunk> compared = DebunkMatcher.compare(post, candidates);
        double[][] features = new double[compared.size()][];
        boolean[] right = new boolean[compared.size()];
        List<RankedDebunk> light = new ArrayList<>();
        for (int i = 0; i < right.length; i++) {
            RankedDebunk one = compared.get(i);
            features[i] = FEATURES.stream()
                    .mapToDouble(name -> one.features().get(name))
                    .toArray();
            right[i] =
                    relevant.contains(one.debunk().id()) || one.twins().stream().anyMatch(relevant::contains);
            light.add(RankedDebunk.of(one.debunk().withVectors(List.of()), one.twins(), Map.of()));
        }
        return new Comparison(light, features, right, DebunkMatcher.terms(post));
    }

    /** Whether the post is about one of the candidates. */
    boolean hasRelevant() {
        for (boolean right : relevant) {
            if (right) {
                return true;
            }
        }
        return false;
    }

    /** Whether the post is about a candidate. */
    boolean isRelevant(RankedDebunk candidate) {
        for (int i = 0; i < relevant.length; i++) {
            if (debunks.get(i).debunk().id().equals(candidate.debunk().id())) {
                return relevant[i];
            }
        }
        throw new IllegalArgumentException("no candidate: " + candidate.debunk().id());
    }

    /** The candidates as the ranker puts them. */
    List<RankedDebunk> order(RankerModel ranker) {
        List<Map<String, Double>> named = named();
        List<RankedDebunk> candidates = new ArrayList<>();
        for (int i = 0; i < relevant.length; i++) {
            RankedDebunk debunk = debunks.get(i);
            candidates.add(RankedDebunk.of(debunk.debunk(), debunk.twins(), named.get(i)));
        }
        return DebunkMatcher.order(candidates, ranker);
    }

    /** How near the candidates come, each {@link Nearness} in its order. */
    double[] nearness() {
        List<Map<String, Double>> named = named();
        return Arrays.stream(Nearness.values())
                .mapToDouble(nearness -> nearness.of(named))
                .toArray();
    }

    private List<Map<String, Double>> named() {
        return Arrays.stream(features)
                .map(values -> {
                    Map<String, Double> named = new LinkedHashMap<>();
                    for (int f = 0; f < values.length; f++) {
                        named.put(FEATURES.get(f), values[f]);
                    }
                    return named;
                })
                .toList();
    }
}
