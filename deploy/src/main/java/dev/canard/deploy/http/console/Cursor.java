package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.AlertQuery.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, so that the next one goes on behind it whatever came or went meanwhile.
 *
 * @param key what its last item was sorted by
 * @param id the last item's id
 * @param asOf when the first page was asked for
 */
record Cursor(double key, String id, Instant asOf) {

    /** An item and its place in the order: smaller keys first, then smaller ids. */
    record Keyed<T>(double key, String id, T item) implements Comparable<Keyed<T>> {

        @Override
        public int compareTo(Keyed<T> other) {
            int byKey = Double.compare(key, other.key);
            return byKey == 0 ? id.compareTo(other.id) : byKey;
        }
    }

    /** @throws IllegalArgumentException if the text is none that a page gave */
    static Cursor of(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 3);
            return new Cursor(Double.parseDouble(parts[0]), parts[2], Instant.ofEpochMilli(Long.parseLong(parts[1])));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("cursor is none that a page gave", e);
        }
    }

    private String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((key + " " + asOf.toEpochMilli() + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    private boolean isBefore(Keyed<?> item) {
        int byKey = Double.compare(key, item.key);
        return byKey < 0 || (byKey == 0 && id.compareTo(item.id) < 0);
    }

    /** The items behind a cursor, or the first ones without. */
    static <T, R> Page<R> page(
            List<Keyed<T>> sorted, int limit, @Nullable Cursor after, Instant asOf, Function<T, R> item) {
        int from = 0;
        if (after != null) {
            while (from < sorted.size() && !after.isBefore(sorted.get(from))) {
                from++;
            }
        }
        int to = Math.min(sorted.size(), from + limit);
        String next = to == sorted.size() || to == from
                ? null
                : new Cursor(sorted.get(to - 1).key(), sorted.get(to - 1).id(), asOf).text();
        return new Page<>(
                sorted.subList(from, to).stream()
                        .map(keyed -> item.apply(keyed.item()))
                        .toList(),
                next,
                sorted.size());
    }
}
