package dev.canard.deploy.http.console;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The newest revision of each alert. Changed by one thread at a time, read by any, which sees each row as it is when its turn comes. */
final class AlertRows {

    private final Map<String, AlertRow> byId = new ConcurrentHashMap<>();
    private final Map<String, Map<Age, AlertRow>> byDebunk = new ConcurrentHashMap<>();

    /** Never changes while an alert is there. */
    private record Age(Instant raisedAt, String id) implements Comparable<Age> {

        private static final Comparator<Age> OLDEST_FIRST =
                Comparator.comparing(Age::raisedAt).thenComparing(Age::id);

        private static Age of(AlertRow row) {
            return new Age(row.raisedAt(), row.id());
        }

        @Override
        public int compareTo(Age other) {
            return OLDEST_FIRST.compare(this, other);
        }
    }

    @Nullable
    AlertRow get(String id) {
        return byId.get(id);
    }

    void put(AlertRow row) {
        byId.put(row.id(), row);
        byDebunk.computeIfAbsent(row.debunk().id(), _ -> new ConcurrentSkipListMap<>())
                .put(Age.of(row), row);
    }

    /** Forgets a row that is there. */
    void remove(AlertRow row) {
        byId.remove(row.id());
        byDebunk.computeIfPresent(row.debunk().id(), (_, rows) -> {
            rows.remove(Age.of(row));
            return rows.isEmpty() ? null : rows;
        });
    }

    Collection<AlertRow> all() {
        return byId.values();
    }

    /** Those for one debunk, the oldest first; empty if there are none. */
    Collection<AlertRow> of(String debunkId) {
        return byDebunk.getOrDefault(debunkId, Map.of()).values();
    }

    /** Tells of each debunk the alerts for it, the oldest first. */
    void eachDebunk(BiConsumer<String, Collection<AlertRow>> reader) {
        byDebunk.forEach((id, rows) -> reader.accept(id, rows.values()));
    }
}
