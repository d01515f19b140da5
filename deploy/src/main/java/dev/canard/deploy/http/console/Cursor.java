package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.AlertQuery.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

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

    boolean isBefore(Keyed<?> item) {
        int byKey = Double.compare(key, item.key);
        return byKey < 0 || (byKey == 0 && id.compareTo(item.id) < 0);
    }

    /**
     * The first items of some.
     *
     * @param some in any order
     * @param total how many there are on all pages
     */
    static <T, R> Page<R> page(Collection<Keyed<T>> some, int total, int limit, Instant asOf, Function<T, R> item) {
        // One more tells whether a page follows.
        Least<Keyed<T>> least = new Least<>(limit + 1, Comparator.naturalOrder());
        some.forEach(least::add);
        List<Keyed<T>> first = least.inOrder();
        List<Keyed<T>> shown = first.subList(0, Math.min(first.size(), limit));
        String next = first.size() <= limit
                ? null
                : new Cursor(shown.getLast().key(), shown.getLast().id(), asOf).text();
        return new Page<>(shown.stream().map(keyed -> item.apply(keyed.item())).toList(), next, total);
    }
}
