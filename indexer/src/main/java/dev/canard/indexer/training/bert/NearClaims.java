package dev.canard.indexer.training.bert;

import dev.canard.event.Debunk;
import dev.canard.indexer.lucene.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds claims that share rare words with another, but are not the same. */
final class NearClaims {

    /** Claims that are this near say the same in all likelihood. */
    private static final double SAME = .6;

    private final List<Debunk> debunks;
    private final List<Set<String>> terms;
    private final Map<String, List<Integer>> byTerm = new HashMap<>();

    NearClaims(Collection<Debunk> debunks) {
        this.debunks = debunks.stream().sorted(Comparator.comparing(Debunk::id)).toList();
        terms = this.debunks.stream().map(debunk -> Terms.of(debunk.claim())).toList();
        for (int i = 0; i < terms.size(); i++) {
            for (String term : terms.get(i)) {
                byTerm.computeIfAbsent(term, _ -> new ArrayList<>()).add(i);
            }
        }
    }

    /**
     * The nearest other claims, nearest first.
     *
     * @param text what they shall be near to
     * @param claim the claim that they must not be the same as
     * @param number how many at most
     */
    List<Debunk> near(String text, Debunk claim, int number) {
        Map<Integer, Double> shared = new HashMap<>();
        for (String term : Terms.of(text)) {
            for (int i : byTerm.getOrDefault(term, List.of())) {
                shared.merge(i, weight(term), Double::sum);
            }
        }
        Set<String> own = Terms.of(claim.claim());
        return shared.entrySet().stream()
                .filter(entry -> !debunks.get(entry.getKey()).id().equals(claim.id())
                        && likeness(own, terms.get(entry.getKey())) < SAME)
                .sorted(Comparator.<Map.Entry<Integer, Double>>comparingDouble(entry -> -entry.getValue()
                                / Math.sqrt(1 + terms.get(entry.getKey()).size()))
                        .thenComparing(Map.Entry::getKey))
                .limit(number)
                .map(entry -> debunks.get(entry.getKey()))
                .toList();
    }

    /** Share of the weight of the terms of both that they have in common. */
    private double likeness(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        double common = 0;
        double total = 0;
        for (String term : all) {
            double weight = weight(term);
            total += weight;
            common += one.contains(term) && other.contains(term) ? weight : 0;
        }
        return total == 0 ? 1 : common / total;
    }

    private double weight(String term) {
        return Math.log(
                1 + debunks.size() / (1.0 + byTerm.getOrDefault(term, List.of()).size()));
    }
}
