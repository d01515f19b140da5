package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.AlertQuery.Filter;
import dev.canard.deploy.http.console.AlertQuery.Sort;
import dev.canard.deploy.http.console.AlertQuery.Wanted;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a query names. What cannot be read is an {@link IllegalArgumentException} that says which parameter and why.
 *
 * @param values of each parameter
 */
record QueryParameters(Map<String, List<String>> values) {

    /** All that {@link #alerts} reads. */
    private static final Set<String> OF_ALERTS = Stream.concat(
                    Arrays.stream(Filter.values()).map(QueryParameters::name),
                    Stream.of("minProbability", "maxProbability", "from", "until", "text", "sort"))
            .collect(Collectors.toCollection(TreeSet::new));

    private static final int USUAL_ITEMS = 50;
    private static final int MOST_ITEMS = 200;

    static QueryParameters of(Context context) {
        return new QueryParameters(context.queryParamMap());
    }

    /** What decides on alerts, in which nothing may be misspelled. */
    static QueryParameters ofFilter(Map<String, List<String>> values) {
        values.forEach((name, wanted) -> {
            if (!OF_ALERTS.contains(name)) {
                throw new IllegalArgumentException("filter has no %s; it has %s".formatted(name, OF_ALERTS));
            }
            if (wanted == null || wanted.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("filter: %s must be a list of texts".formatted(name));
            }
        });
        return new QueryParameters(values);
    }

    /** Which alerts are wanted. */
    AlertQuery alerts() {
        List<Wanted> filters = new ArrayList<>();
        for (Filter filter : Filter.values()) {
            List<String> wanted = values.getOrDefault(name(filter), List.of());
            if (!wanted.isEmpty()) {
                filters.add(new Wanted(filter, new HashSet<>(wanted)));
            }
        }
        return new AlertQuery(
                filters,
                number("minProbability", 0),
                number("maxProbability", 1),
                instant("from"),
                instant("until"),
                first("text"),
                constant("sort", Sort.class).orElse(Sort.PRIORITY));
    }

    private static String name(Filter filter) {
        return filter.name().toLowerCase(Locale.ROOT);
    }

    /** How many items a page may have: 1 to 200, 50 if nothing usable is said. */
    int limit() {
        String value = first("limit");
        int limit = value == null || !value.matches("\\d{1,4}") ? USUAL_ITEMS : Integer.parseInt(value);
        return Math.clamp(limit, 1, MOST_ITEMS);
    }

    double number(String name, double usual) {
        String value = first(name);
        try {
            return value == null ? usual : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number", e);
        }
    }

    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        try {
            return Optional.ofNullable(first(name)).map(text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s must be one of %s".formatted(name, List.of(type.getEnumConstants())), e);
        }
    }

    private @Nullable Instant instant(String name) {
        String value = first(name);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " must be a time such as 2026-01-31T12:00:00Z", e);
        }
    }

    private @Nullable String first(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.isEmpty() || all.getFirst().isBlank() ? null : all.getFirst();
    }
}
