package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.AlertQuery.Page;
import dev.canard.deploy.http.console.AlertQuery.Sort;
import dev.canard.deploy.http.console.Cursor.Keyed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    private final List<Group> groups = new ArrayList<>();
    private int total;

    /** Those of one narrative. */
    private record Group(int perHour, List<AlertRow> rows) {}

    /**
     * @param quota how many of a narrative keep their place
     * @param now as of when they are ordered
     */
    WantedAlerts(Sort sort, int quota, Instant now) {
        this.sort = sort;
        this.quota = quota;
        this.now = now;
    }

    /**
     * Adds those of one narrative.
     *
     * @param perHour posts of the last hour that spread it
     * @param rows in any order
     */
    void add(int perHour, List<AlertRow> rows) {
        groups.add(new Group(perHour, rows));
        total += rows.size();
    }

    /** A page of them. */
    <R> Page<R> page(int limit, @Nullable Cursor after, Function<AlertRow, R> item) {
        List<Keyed<AlertRow>> behind = behind(after, inPlace());
        if (behind.size() <= limit) {
            behind.addAll(behind(after, afterAll()));
        }
        return Cursor.page(behind, total, limit, now, item);
    }

    private static List<Keyed<AlertRow>> behind(@Nullable Cursor cursor, List<Keyed<AlertRow>> alerts) {
        alerts.removeIf(alert -> cursor != null && !cursor.isBefore(alert));
        return alerts;
    }

    /** Ids of all, in their order. */
    List<String> ids() {
        List<Keyed<AlertRow>> all = inPlace();
        all.addAll(afterAll());
        all.sort(Comparator.naturalOrder());
        return all.stream().map(Keyed::id).toList();
    }

    private boolean hasQuota(Group group) {
        return sort == Sort.PRIORITY && groups.size() > 1 && group.rows.size() > quota;
    }

    private List<Keyed<AlertRow>> inPlace() {
        List<Keyed<AlertRow>> alerts = new ArrayList<>();
        for (Group group : groups) {
            add(alerts, 0, group, hasQuota(group) ? oldest(group.rows) : group.rows);
        }
        return alerts;
    }

    private List<AlertRow> oldest(List<AlertRow> rows) {
        Least<AlertRow> oldest = new Least<>(quota, OLDEST_FIRST);
        rows.forEach(oldest::add);
        return oldest.inOrder();
    }

    private List<Keyed<AlertRow>> afterAll() {
        List<Keyed<AlertRow>> alerts = new ArrayList<>();
        for (Group group : groups) {
            if (hasQuota(group)) {
                add(
                        alerts,
                        BEHIND_ALL,
                        group,
                        group.rows.stream().sorted(OLDEST_FIRST).skip(quota).toList());
            }
        }
        return alerts;
    }

    private void add(List<Keyed<AlertRow>> alerts, double behind, Group group, List<AlertRow> rows) {
        for (AlertRow row : rows) {
            alerts.add(new Keyed<>(behind + key(row, group.perHour), row.id(), row));
        }
    }

    private double key(AlertRow row, int perHour) {
        return switch (sort) {
            case PRIORITY -> -row.priority(perHour, now).value();
            case VELOCITY -> -perHour;
            case SHARES -> -row.shares().total();
            case NEWEST -> -row.raisedAtMillis();
            case OLDEST -> row.raisedAtMillis();
        };
    }
}
