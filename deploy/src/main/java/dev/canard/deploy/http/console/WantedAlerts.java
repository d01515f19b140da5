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

    private final Sort sort;
    private final int quota;
    private final Instant now;
    private final List<Group> groups = new ArrayList<>();
    private int total;

    /** Those of one narrative, the oldest first. */
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
     * @param rows the oldest first
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

    private boolean hasQuota() {
        return sort == Sort.PRIORITY && groups.size() > 1;
    }

    private List<Keyed<AlertRow>> inPlace() {
        List<Keyed<AlertRow>> alerts = new ArrayList<>();
        for (Group group : groups) {
            for (AlertRow row : hasQuota() && group.rows.size() > quota ? group.rows.subList(0, quota) : group.rows) {
                alerts.add(new Keyed<>(key(row, group.perHour), row.id(), row));
            }
        }
        return alerts;
    }

    private List<Keyed<AlertRow>> afterAll() {
        List<Keyed<AlertRow>> alerts = new ArrayList<>();
        for (Group group : groups) {
            if (hasQuota() && group.rows.size() > quota) {
                for (AlertRow row : group.rows.subList(quota, group.rows.size())) {
                    alerts.add(new Keyed<>(BEHIND_ALL + key(row, group.perHour), row.id(), row));
                }
            }
        }
        return alerts;
    }

    private double key(AlertRow row, int perHour) {
        return switch (sort) {
            case PRIORITY -> -row.priority(perHour, now).value();
            case VELOCITY -> -perHour;
            case NEWEST -> -row.raisedAt().toEpochMilli();
            case OLDEST -> row.raisedAt().toEpochMilli();
        };
    }
}
