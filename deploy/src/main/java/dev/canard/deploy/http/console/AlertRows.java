package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.AlertQuery.Filter;
import dev.canard.deploy.http.console.AlertQuery.Wanted;
import dev.canard.event.Alert;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;

/**
 * The newest revision of each alert, and a bitmap of row numbers for each value that alerts can be told by. So a list costs as much as it
 * finds, not as much as there is. Thread-safe.
 */
final class AlertRows {

    /** What changes by decisions; all else stays with a row. */
    private static final Set<Filter> DECIDED = EnumSet.of(Filter.STATE, Filter.ASSIGNEE);

    private final Map<String, AlertRow> byId = new ConcurrentHashMap<>();

    /** No number is used twice, so there is none for rows that are gone. Guarded by this. */
    private NumberedRows byNumber = new NumberedRows();

    /** Those that hold, by when their posts arrived. Guarded by this. */
    private final NavigableSet<AlertRow> spreading =
            new TreeSet<>(Comparator.comparing(AlertRow::arrivedAt).thenComparingInt(AlertRow::number));

    /** Numbers by what their rows have, as if no claim ended by time. Guarded by this. */
    private final Map<Filter, Map<String, RoaringBitmap>> having = new EnumMap<>(Filter.class);

    AlertRows() {
        for (Filter filter : Filter.values()) {
            having.put(filter, new HashMap<>());
        }
    }

    @Nullable
    AlertRow get(String id) {
        return byId.get(id);
    }

    /** Puts a row in the place of the one of the same alert. */
    synchronized void put(AlertRow row) {
        AlertRow before = byId.put(row.id(), row);
        if (before != null) {
            forget(before);
        }
        byNumber = byNumber.with(row);
        if (row.status() == Alert.Status.OPEN) {
            spreading.add(row);
        }
        for (Filter filter : Filter.values()) {
            index(row, filter);
        }
    }

    /** Forgets a row that is there. */
    synchronized void remove(AlertRow row) {
        byId.remove(row.id());
        forget(row);
    }

    private void forget(AlertRow row) {
        byNumber.remove(row.number());
        spreading.remove(row);
        for (Filter filter : Filter.values()) {
            unindex(row, filter);
        }
    }

    /** What was decided of a row, or of a copy of it, is another than it was. */
    synchronized void changed(AlertRow row) {
        for (Filter filter : DECIDED) {
            unindex(row, filter);
            index(row, filter);
        }
    }

    private void unindex(AlertRow row, Filter filter) {
        if (DECIDED.contains(filter)) {
            // What it was is not known any more.
            of(filter).values().forEach(rows -> rows.remove(row.number()));
            return;
        }
        String value = row.value(filter, Instant.MIN);
        if (value != null) {
            of(filter).computeIfPresent(value, (_, rows) -> {
                rows.remove(row.number());
                return rows.isEmpty() ? null : rows;
            });
        }
    }

    private void index(AlertRow row, Filter filter) {
        String value = row.value(filter, Instant.MIN);
        if (value != null) {
            of(filter).computeIfAbsent(value, _ -> new RoaringBitmap()).add(row.number());
        }
    }

    private Map<String, RoaringBitmap> of(Filter filter) {
        return Objects.requireNonNull(having.get(filter));
    }

    Collection<AlertRow> all() {
        return byId.values();
    }

    /** How many hold of those whose posts arrived after a time, by their debunks; those of which none does are left out. */
    synchronized Map<String, Integer> spreadingSince(Instant time) {
        Map<String, Integer> counted = new HashMap<>();
        for (AlertRow row : spreading.reversed()) {
            if (!row.arrivedAt().isAfter(time)) {
                break;
            }
            counted.merge(row.debunk().id(), 1, Integer::sum);
        }
        return counted;
    }

    /**
     * Numbers of alerts.
     *
     * @param byDebunk by their debunks, none empty
     * @param rows what they are the numbers of
     */
    record Found(Map<String, RoaringBitmap> byDebunk, NumberedRows rows) {

        /** The alerts of a debunk, in any order. */
        List<AlertRow> of(String debunkId) {
            RoaringBitmap numbers = byDebunk.get(debunkId);
            return numbers == null ? List.of() : rows.of(numbers);
        }
    }

    /**
     * Those that are wanted.
     *
     * @param found numbers of those that have the words of the query; null for all
     */
    Found wanted(AlertQuery query, Instant now, @Nullable BitSet found) {
        Found wanted = numbered(query.filters(), now, found == null ? null : BitSetUtil.bitmapOf(found));
        if (query.isBounded()) {
            wanted.byDebunk.values().removeIf(numbers -> {
                wanted.rows.retain(query, numbers);
                return numbers.isEmpty();
            });
        }
        return wanted;
    }

    private synchronized Found numbered(List<Wanted> filters, Instant now, @Nullable RoaringBitmap found) {
        RoaringBitmap numbers = found;
        for (Wanted filter : filters) {
            RoaringBitmap having = having(filter, now);
            numbers = numbers == null ? having : RoaringBitmap.and(numbers, having);
        }
        Map<String, RoaringBitmap> byDebunk = new HashMap<>();
        for (Map.Entry<String, RoaringBitmap> ofDebunk : of(Filter.DEBUNK).entrySet()) {
            RoaringBitmap wanted =
                    numbers == null ? ofDebunk.getValue().clone() : RoaringBitmap.and(ofDebunk.getValue(), numbers);
            if (!wanted.isEmpty()) {
                byDebunk.put(ofDebunk.getKey(), wanted);
            }
        }
        return new Found(byDebunk, byNumber);
    }

    private RoaringBitmap having(Wanted filter, Instant now) {
        RoaringBitmap numbers = new RoaringBitmap();
        for (String value : filter.values()) {
            RoaringBitmap some = of(filter.by()).get(value);
            if (some != null) {
                numbers.or(some);
            }
        }
        if (DECIDED.contains(filter.by())) {
            for (RoaringBitmap claimed : of(Filter.ASSIGNEE).values()) {
                claimed.forEach((int number) -> {
                    String value = byNumber.present(number).value(filter.by(), now);
                    if (value != null && filter.values().contains(value)) {
                        numbers.add(number);
                    } else {
                        numbers.remove(number);
                    }
                });
            }
        }
        return numbers;
    }
}
