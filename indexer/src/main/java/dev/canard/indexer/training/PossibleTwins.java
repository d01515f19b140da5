package dev.canard.indexer.training;

import dev.canard.event.Debunk;
import dev.canard.indexer.match.SameClaim;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Finds the debunks that may check the same claim as others in other words, see {@link SameClaim#isPossible}. Thread-safe. */
public final class PossibleTwins {

    private final Map<String, Debunk> debunks = new HashMap<>();
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    /** @param encoded all debunks, with vectors */
    public PossibleTwins(Collection<Debunk> encoded) {
        encoded.forEach(debunk -> debunks.put(debunk.id(), debunk));
    }

    /**
     * The ids of those that may check the same claim as one of some debunks, without these.
     *
     * @param ids of debunks; one that is not known has none
     */
    public Set<String> of(Set<String> ids) {
        Set<String> twins = new HashSet<>();
        for (String id : ids) {
            if (debunks.containsKey(id)) {
                twins.addAll(known.computeIfAbsent(id, this::find));
            }
        }
        twins.removeAll(ids);
        return twins;
    }

    private Set<String> find(String id) {
        Debunk debunk = Objects.requireNonNull(debunks.get(id));
        return debunks.values().stream()
                .filter(other -> SameClaim.isPossible(debunk, other))
                .map(Debunk::id)
                .collect(Collectors.toSet());
    }
}
