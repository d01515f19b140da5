package dev.canard.deploy.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.event.Alert;
import dev.canard.event.EventJson;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The open alerts of two runs over the same posts, compared as they are written, byte for byte.
 *
 * <p>Left out is what tells when and in which order they were judged: {@code revision}, {@code raisedAt}, {@code judgedBy.indexOffset}, and how a
 * cluster is called, though not who is in it. What is computed from how rare words are among all debunks of the moment is compared apart:
 * probabilities and what they rest on.
 *
 * @param common how many alerts both have
 * @param differing the ids of those that only one run has, or that differ, each with where
 * @param sameNumbers how many of the common ones have the same probabilities and evidence, to the last digit
 * @param furthest by how much the probabilities of one alert differ at most
 */
record ComparedAlerts(int common, SortedMap<String, String> differing, int sameNumbers, double furthest) {

    ComparedAlerts {
        differing = Collections.unmodifiableSortedMap(differing);
    }

    /** Compares alerts by id. */
    static ComparedAlerts of(Map<String, Alert> before, Map<String, Alert> after) {
        Map<String, String> clustersBefore = clusters(before);
        Map<String, String> clustersAfter = clusters(after);
        Set<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        SortedMap<String, String> differing = new TreeMap<>();
        int common = 0;
        int sameNumbers = 0;
        double furthest = 0;
        for (String id : ids) {
            Alert one = before.get(id);
            Alert other = after.get(id);
            if (one == null || other == null) {
                differing.put(id, one == null ? "only the second has it" : "only the first has it");
                continue;
            }
            common++;
            furthest = Math.max(furthest, Math.abs(one.probability() - other.probability()));
            ObjectNode first = timeless(one, clustersBefore);
            ObjectNode second = timeless(other, clustersAfter);
            sameNumbers += first.equals(second) ? 1 : 0;
            String where = difference(withoutNumbers(first), withoutNumbers(second));
            if (!where.isEmpty()) {
                differing.put(id, where);
            }
        }
        return new ComparedAlerts(common, differing, sameNumbers, furthest);
    }

    /** The fields that differ; empty if none does. */
    private static String difference(ObjectNode one, ObjectNode other) {
        Set<String> fields = new TreeSet<>();
        Stream.of(one, other).forEach(json -> json.fieldNames().forEachRemaining(fields::add));
        return fields.stream()
                .filter(field -> !String.valueOf(one.get(field)).equals(String.valueOf(other.get(field))))
                .collect(Collectors.joining(" "));
    }

    /** Calls each cluster by the first of its alerts. */
    private static Map<String, String> clusters(Map<String, Alert> alerts) {
        Map<String, String> firsts = new HashMap<>();
        alerts.forEach((id, alert) -> {
            if (alert.cluster() != null) {
                firsts.merge(alert.cluster(), id, (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        });
        return firsts;
    }

    private static ObjectNode timeless(Alert alert, Map<String, String> clusters) {
        ObjectNode json = EventJson.mapper().valueToTree(alert);
        json.remove(List.of("revision", "raisedAt"));
        ((ObjectNode) json.get("judgedBy")).remove("indexOffset");
        if (alert.cluster() != null) {
            json.put("cluster", clusters.get(alert.cluster()));
        }
        return json;
    }

    private static ObjectNode withoutNumbers(ObjectNode alert) {
        ObjectNode json = alert.deepCopy();
        json.remove(List.of("probability", "about", "evidence"));
        ((ObjectNode) json.get("stance")).remove("probabilities");
        ((ObjectNode) json.get("explanation")).remove(List.of("reasons", "margin"));
        return json;
    }
}
