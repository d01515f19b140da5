package dev.canard.deploy.evaluation;

import dev.canard.event.Debunk;
import dev.canard.indexer.match.RankedDebunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A debunk on the list of a system.
 *
 * @param debunk the debunk
 * @param twins ids of debunks that say the same
 * @param score the system's score, comparable within this system only
 */
record Found(Debunk debunk, List<String> twins, double score) {

    static List<Found> of(List<RankedDebunk> ranked) {
        return ranked.stream()
                .map(one -> new Found(one.debunk(), one.twins(), one.score()))
                .toList();
    }

    /** Whether it, or one of its twins, is one of these. */
    boolean isOneOf(Set<String> ids) {
        return ids.contains(debunk.id()) || twins.stream().anyMatch(ids::contains);
    }

    /** Ids of a list: the debunks in their order, behind all of them their twins, those of a better debunk first. */
    static List<String> ids(List<Found> list) {
        List<String> ids = new ArrayList<>();
        list.forEach(found -> ids.add(found.debunk().id()));
        list.forEach(found -> ids.addAll(found.twins()));
        return ids;
    }
}
