package dev.canard.deploy.http.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The least of many items, without an order of all of them. Not thread-safe. */
final class Least<T> {

    private final int most;
    private final Comparator<? super T> order;

    /** The greatest on top. */
    private final PriorityQueue<T> kept;

    /** @param most how many are kept, at least 1 */
    Least(int most, Comparator<? super T> order) {
        this.most = most;
        this.order = order;
        kept = new PriorityQueue<>(order.reversed());
    }

    void add(T item) {
        if (kept.size() < most) {
            kept.add(item);
        } else if (order.compare(item, kept.peek()) < 0) {
            kept.poll();
            kept.add(item);
        }
    }

    /** The greatest of those that are kept; null as long as all that comes is kept. */
    @Nullable
    T bound() {
        return kept.size() < most ? null : kept.peek();
    }

    /** The least, in order. */
    List<T> inOrder() {
        List<T> all = new ArrayList<>(kept);
        all.sort(order);
        return all;
    }
}
