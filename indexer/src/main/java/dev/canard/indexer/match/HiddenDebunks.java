package dev.canard.indexer.match;

import dev.canard.indexer.lucene.Candidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Leaves debunks out of a search, as if they were not indexed: what would be found of a claim that no one has checked. */
public final class HiddenDebunks {

    private HiddenDebunks() {}

    /**
     * The candidates that are left. They move up on each list; the lists are not filled up again from below.
     *
     * @param hidden ids of debunks
     */
    public static List<Candidate> without(Set<String> hidden, List<Candidate> candidates) {
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
                            candidate.words(),
                            candidate.bm25Claim(),
                            candidate.bm25Title(),
                            candidate.bm25Both(),
                            candidate.bm25Body(),
                            lexical.getOrDefault(id, Candidate.NOT_LISTED),
                            ranks);
                })
                .toList();
    }

    /** By id, how many of those that are on the list come before one. */
    private static Map<String, Integer> renumbered(List<Candidate> candidates, ToIntFunction<Candidate> rank) {
        Map<String, Integer> ranks = new HashMap<>();
        for (Candidate candidate : candidates) {
            int its = rank.applyAsInt(candidate);
            if (its != Candidate.NOT_LISTED) {
                int before = (int) candidates.stream()
                        .filter(other -> rank.applyAsInt(other) < its)
                        .count();
                ranks.put(candidate.debunk().id(), before);
            }
        }
        return ranks;
    }
}
