package dev.canard.indexer.training;

import dev.canard.indexer.lucene.Candidate;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.Feature;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.RankedDebunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

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
        List<Candidate> candidates = without(hidden, DebunkMatcher.candidates(post, snapshot));
        List<RankedDebunk> compared = DebunkMatcher.compare(post, candidates, snapshot::idf);
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
    List<RankedDebunk> order(LinearModel ranker) {
        List<RankedDebunk> named = new ArrayList<>();
        for (int i = 0; i < relevant.length; i++) {
            Map<String, Double> itsFeatures = new LinkedHashMap<>();
            for (int f = 0; f < FEATURES.size(); f++) {
                itsFeatures.put(FEATURES.get(f), features[i][f]);
            }
            RankedDebunk debunk = debunks.get(i);
            named.add(RankedDebunk.of(debunk.debunk(), debunk.twins(), itsFeatures));
        }
        return DebunkMatcher.order(named, ranker);
    }

    /** The others move up on each list, as if what is hidden had never been there. */
    private static List<Candidate> without(Set<String> hidden, List<Candidate> candidates) {
        if (hidden.isEmpty()) {
            return candidates;
        }
        List<Candidate> left = candidates.stream()
                .filter(candidate -> !hidden.contains(candidate.debunk().id()))
                .toList();
        Map<String, Integer> lexical = renumbered(left, Candidate::lexicalRank);
        Map<String, Map<String, Integer>> semantic = new HashMap<>();
        left.stream()
                .flatMap(candidate -> candidate.vectorRanks().keySet().stream())
                .distinct()
                .forEach(encoder -> semantic.put(
                        encoder,
                        renumbered(
                                left,
                                candidate -> candidate.vectorRanks().getOrDefault(encoder, Candidate.NOT_LISTED))));
        return left.stream()
                .map(candidate -> {
                    Map<String, Integer> ranks = new HashMap<>();
                    String id = candidate.debunk().id();
                    semantic.forEach((encoder, all) -> {
                        Integer rank = all.get(id);
                        if (rank != null) {
                            ranks.put(encoder, rank);
                        }
                    });
                    return new Candidate(
                            candidate.debunk(),
                            candidate.claimTerms(),
                            candidate.titleTerms(),
                            candidate.bodyTerms(),
                            candidate.bm25Claim(),
                            candidate.bm25Title(),
                            candidate.bm25Both(),
                            candidate.bm25Body(),
                            lexical.getOrDefault(id, Candidate.NOT_LISTED),
                            ranks);
                })
                .toList();
    }

    /** Ranks from 0 without gaps, by id, of those that are on the list. */
    private static Map<String, Integer> renumbered(List<Candidate> candidates, ToIntFunction<Candidate> rank) {
        Map<String, Integer> ranks = new HashMap<>();
        candidates.stream()
                .filter(candidate -> rank.applyAsInt(candidate) != Candidate.NOT_LISTED)
                .sorted(Comparator.comparingInt(rank))
                .forEach(candidate -> ranks.put(candidate.debunk().id(), ranks.size()));
        return ranks;
    }
}
