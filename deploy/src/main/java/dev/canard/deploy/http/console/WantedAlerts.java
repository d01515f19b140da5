package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.AlertQuery.Page;
import dev.canard.deploy.http.console.AlertQuery.Sort;
import dev.canard.deploy.http.console.Cursor.Keyed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Alerts that somebody wants, to be put in order. In the order of priority only the oldest few of each narrative keep their place, and all
 * others come after everybody's: no narrative shall drown the others. By age, since an alert that comes later must not move those that were
 * shown already. Not thread-safe.
 */
final class WantedAlerts {

    /** Above all priorities. */
    private static final double BEHIND_ALL = 1_000;

    private static final Comparator<AlertRow> OLDEST_FIRST =
            Comparator.comparingLong(AlertRow::raisedAtMillis).thenComparing(AlertRow::id);

    private final Sort sort;
    private final int quota;
    private final Instant now;
    private final NumberedRows rows;
    private final List<Group> groups = new ArrayList<>();
    private int total;

    /** Those of one narrative. */
    private record Group(int perHour, RoaringBitmap numbers, int size) {}

    private interface Taker {

        /**
         * Takes an alert.
         *
         * @param key smaller ones come first
         */
        void take(double key, int number);
    }

    /**
     * @param quota how many of a narrative keep their place
     * @param now as of when they are ordered
     * @param rows what the numbers that are added are of
     */
    WantedAlerts(Sort sort, int quota, Instant now, NumberedRows rows) {
        this.sort = sort;
        this.quota = quota;
        this.now = now;
        this.rows = rows;
    }

    /**
     * Adds those of one narrative.
     *
     * @param perHour posts of the last hour that spread it
     * @param numbers of their rows
     */
    void add(int perHour, RoaringBitmap numbers) {
        Group group = new Group(perHour, numbers, numbers.getCardinality());
        groups.add(group);
        total += group.size;
    }

    /** A page of them. */
    <R> Page<R> page(int limit, @Nullable Cursor after, Function<AlertRow, R> item) {
        // One more tells whether a page follows.
        Least<Keyed<AlertRow>> first = new Least<>(limit + 1, Comparator.naturalOrder());
        Taker taker = (key, number) -> {
            Keyed<AlertRow> bound = first.bound();
            AlertRow row = bound == null || key <= bound.key() ? rows.get(number) : null;
            if (row != null) {
                Keyed<AlertRow> keyed = new Keyed<>(key, row.id(), row);
                if (after == null || after.isBefore(keyed)) {
                    first.add(keyed);
                }
            }
        };
        inPlace(taker);
        if (first.bound() == null) {
            afterAll(taker);
        }
        return Cursor.page(first.inOrder(), total, limit, now, item);
    }

    /** Ids of all, in their order. */
    List<String> ids() {
        List<Keyed<AlertRow>> all = new ArrayList<>(total);
        Taker taker = (key, number) -> {
            AlertRow row = rows.get(number);
            if (row != null) {
                all.add(new Keyed<>(key, row.id(), row));
            }
        };
        inPlace(taker);
        afterAll(taker);
        all.sort(Comparator.naturalOrder());
        return all.stream().map(Keyed::id).toList();
    }

    private boolean hasQuota(Group group) {
        return sort == Sort.PRIORITY && groups.size() > 1 && group.size > quota;
    }

    private void inPlace(Taker taker) {
        for (Group group : groups) {
            if (hasQuota(group)) {
                oldest(group).forEach(row -> taker.take(priority(row, group.perHour), row.number()));
            } else {
                group.numbers.forEach((int number) -> taker.take(key(number, group.perHour), number));
            }
        }
    }

    private List<AlertRow> oldest(Group group) {
        long[] times = new long[group.size];
        IntIterator each = group.numbers.getIntIterator();
        for (int i = 0; i < times.length; i++) {
            times[i] = rows.raisedAtMillis(each.next());
        }
        Arrays.sort(times);
        List<AlertRow> oldest = new ArrayList<>();
        group.numbers.forEach((int number) -> {
            AlertRow row = rows.raisedAtMillis(number) <= times[quota - 1] ? rows.get(number) : null;
            if (row != null) {
                oldest.add(row);
            }
        });
        return oldest.stream().sorted(OLDEST_FIRST).limit(quota).toList();
    }

    private void afterAll(Taker taker) {
        for (Group group : groups) {
            if (hasQuota(group)) {
                rows.of(group.numbers).stream()
                        .sorted(OLDEST_FIRST)
                        .skip(quota)
                        .forEach(row -> taker.take(BEHIND_ALL + priority(row, group.perHour), row.number()));
            }
        }
    }

    private double priority(AlertRow row, int perHour) {
        return -row.priority(perHour, now).value();
    }

    /** What it is ordered by; that of one that was removed meanwhile does not matter. */
    private double key(int number, int perHour) {
        return switch (sort) {
            case VELOCITY -> -perHour;
            case NEWEST -> -rows.raisedAtMillis(number);
            case OLDEST -> rows.raisedAtMillis(number);
            case PRIORITY -> {
                AlertRow row = rows.get(number);
                yield row == null ? 0 : priority(row, perHour);
            }
            case SHARES -> {
                AlertRow row = rows.get(number);
                yield row == null ? 0 : -row.shares().total();
            }
        };
    }
}
