package dev.canard.deploy.http.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are wanted, and in which order.
 *
 * @param filters all of which an alert must meet
 * @param minProbability alerts below are left out
 * @param maxProbability alerts above are left out
 * @param from alerts that were raised before are left out; null for no bound
 * @param until alerts that were raised then or later are left out; null for no bound
 * @param text words of which all must be in the post or the claim; null for any
 * @param sort which come first
 */
record AlertQuery(
        List<Wanted> filters,
        double minProbability,
        double maxProbability,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String text,
        Sort sort) {

    /** All, most urgent first. */
    static final AlertQuery ALL = new AlertQuery(List.of(), 0, 1, null, null, null, Sort.PRIORITY);

    /** What an alert can be told by. */
    enum Filter {
        STATE,
        VERDICT,
        STANCE,
        LANGUAGE,
        PLATFORM,
        PUBLISHER,
        POLICY,
        DEBUNK,
        CLUSTER,
        ASSIGNEE
    }

    /** What an alert must have by a filter: one of some values. */
    record Wanted(Filter by, Set<String> values) {
        Wanted {
            values = Set.copyOf(values);
        }
    }

    enum Sort {
        PRIORITY,
        NEWEST,
        OLDEST,
        VELOCITY,
        SHARES
    }

    AlertQuery {
        filters = List.copyOf(filters);
        if (!(minProbability >= 0 && minProbability <= maxProbability && maxProbability <= 1)) {
            throw new IllegalArgumentException("probabilities must hold 0 <= minProbability <= maxProbability <= 1");
        }
    }

    /** Whether it asks for more than filters and words. */
    boolean isBounded() {
        return minProbability > 0 || maxProbability < 1 || from != null || until != null;
    }

    /** Whether it asks for alerts of such a probability and time, in milliseconds of the epoch. */
    boolean admits(double probability, long raisedAtMillis) {
        return probability >= minProbability
                && probability <= maxProbability
                && (from == null || !Instant.ofEpochMilli(raisedAtMillis).isBefore(from))
                && (until == null || Instant.ofEpochMilli(raisedAtMillis).isBefore(until));
    }

    /** The same with one more filter. */
    AlertQuery with(Filter filter, String... values) {
        List<Wanted> more = new ArrayList<>(filters);
        more.add(new Wanted(filter, Set.of(values)));
        return new AlertQuery(more, minProbability, maxProbability, from, until, text, sort);
    }

    /** The same with words that must be in the post or the claim. */
    AlertQuery withText(String words) {
        return new AlertQuery(filters, minProbability, maxProbability, from, until, words, sort);
    }

    /**
     * A page of what was asked for.
     *
     * @param items at most as many as were wanted
     * @param next what gives the next page; null at the end
     * @param total how many there are on all pages
     */
    record Page<T>(List<T> items, @Nullable String next, int total) {
        Page {
            items = List.copyOf(items);
        }
    }
}
