package dev.canard.indexer.lookback;

import dev.canard.event.Debunk;
import dev.canard.event.DebunkChange;
import dev.canard.indexer.lucene.DebunkSnapshot;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which posts have to be judged again since debunks have changed. Not thread-safe.
 *
 * <p>A change waits until the index holds it. Then every post that was judged before is in the recent posts, every post that comes
 * later meets the new index, and none slips between. A change is forgotten only when all its posts were judged again: after a
 * restart it begins anew, which does no harm, since to judge a post again changes nothing but what has changed.
 *
 * <p>Posts with an open alert for a changed debunk come first. Of the others, the nearest to each of the changed debunks come before
 * those that are less near to any: so no change waits for all posts of another.
 */
public final class LookBack {

    private final KeyValueStore<String, DebunkChange> pending;
    private final RecentPosts posts;
    private final Function<String, Collection<String>> alerted;

    /** Changes that the index does not hold yet, by id of the debunk: a later change of one takes the place of an earlier. */
    private final Map<String, DebunkChange> waiting = new LinkedHashMap<>();

    /** Changes that the index holds, by id of the debunk. */
    private final Map<String, Task> tasks = new HashMap<>();

    /** Those of them for which it was not yet sought what is near. */
    private final Queue<Task> unsought = new ArrayDeque<>();

    private final Queue<Place> places = new PriorityQueue<>();

    private long sequence;

    /** What is left to be done for a change. */
    private static final class Task {

        private final long number;
        private final DebunkChange change;

        /** What the index holds of the debunk; null for one that is gone. */
        private final @Nullable Debunk debunk;

        /** Posts that were judged with a later state of the index need not be judged again. */
        private final long offset;

        private int left;
        private boolean sought;

        Task(long number, DebunkChange change, @Nullable Debunk debunk, long offset) {
            this.number = number;
            this.change = change;
            this.debunk = debunk;
            this.offset = offset;
        }
    }

    /**
     * A post in the queue.
     *
     * @param rank 0 for one with an open alert for the debunk, else how many are nearer to the debunk, plus 1
     * @param sequence orders those of one rank
     */
    private record Place(int rank, long sequence, String postId, Task task) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byRank = Integer.compare(rank, other.rank);
            return byRank == 0 ? Long.compare(sequence, other.sequence) : byRank;
        }
    }

    /**
     * A post that is to be judged again.
     *
     * @param postId the post
     * @param change what has changed
     * @param task tells changes of one debunk apart
     */
    public record Due(String postId, DebunkChange change, long task) {}

    /**
     * Takes up what was left pending.
     *
     * @param alerted the posts with an open alert for a debunk, also those that are no longer recent
     */
    public LookBack(
            KeyValueStore<String, DebunkChange> pending,
            RecentPosts posts,
            Function<String, Collection<String>> alerted) {
        this.pending = pending;
        this.posts = posts;
        this.alerted = alerted;
        try (KeyValueIterator<String, DebunkChange> all = pending.all()) {
            all.forEachRemaining(change -> waiting.put(change.key, change.value));
        }
    }

    /** A debunk has changed. */
    public void changed(DebunkChange change) {
        String id = change.debunkId();
        pending.put(id, change);
        waiting.put(id, change);
        Task before = tasks.remove(id);
        if (before != null) {
            unsought.remove(before);
            places.removeIf(place -> place.task().number == before.number);
        }
    }

    /** Whether nothing is left to be done. */
    public boolean isDone() {
        return waiting.isEmpty() && tasks.isEmpty();
    }

    /**
     * Looks which changes the index holds by now, and for one of them which posts are near: that takes time.
     *
     * @param index the newest state of the index
     */
    public void advance(DebunkSnapshot index) {
        for (DebunkChange change : List.copyOf(waiting.values())) {
            Optional<DebunkSnapshot.Indexed> now = index.debunk(change.debunkId());
            if (isHeld(change, now.map(DebunkSnapshot.Indexed::debunk))) {
                waiting.remove(change.debunkId());
                begin(new Task(
                        sequence++,
                        change,
                        now.map(DebunkSnapshot.Indexed::debunk).orElse(null),
                        // When a retraction came into the index is not known, only that it did.
                        now.map(DebunkSnapshot.Indexed::offset).orElse(index.offset() - 1)));
            }
        }
        Task next = unsought.poll();
        if (next != null) {
            seek(next);
        }
    }

    /** The next post to judge again, to be told {@link #done} of; null if there is none before the next {@link #advance}. */
    public @Nullable Due next() {
        for (Place place = places.poll(); place != null; place = places.poll()) {
            Task task = place.task();
            Due due = new Due(place.postId(), task.change, task.number);
            // It may have been judged for another change, or come again.
            if (place.rank() == 0 || !posts.judgedAfter(place.postId(), task.offset)) {
                return due;
            }
            done(due);
        }
        return null;
    }

    /** A post was judged again, or need not be. */
    public void done(Due due) {
        Task task = tasks.get(due.change().debunkId());
        // Else the debunk has changed once more, and all posts are judged for that.
        if (task != null && task.number == due.task()) {
            task.left--;
            forgetIfDone(task);
        }
    }

    private void begin(Task task) {
        String id = task.change.debunkId();
        tasks.put(id, task);
        unsought.add(task);
        for (String post : alerted.apply(id)) {
            if (!posts.judgedAfter(post, task.offset)) {
                add(0, post, task);
            }
        }
    }

    private void seek(Task task) {
        Set<String> concerned = new LinkedHashSet<>();
        if (task.debunk != null) {
            concerned.addAll(posts.near(task.debunk, task.offset));
        }
        concerned.addAll(posts.closeTo(task.change.debunkId(), task.offset));
        int rank = 1;
        for (String post : concerned) {
            add(rank++, post, task);
        }
        task.sought = true;
        // One that concerns no post is done with.
        forgetIfDone(task);
    }

    private void add(int rank, String post, Task task) {
        places.add(new Place(rank, sequence++, post, task));
        task.left++;
    }

    private void forgetIfDone(Task task) {
        if (task.sought && task.left == 0) {
            tasks.remove(task.change.debunkId());
            pending.delete(task.change.debunkId());
        }
    }

    /** Whether the index holds a change: of a debunk that is not there this is one that was retracted at last. */
    private static boolean isHeld(DebunkChange change, Optional<Debunk> now) {
        return change.retracted()
                ? now.isEmpty() || now.get().revision() > change.revision()
                : now.isPresent() && now.get().revision() >= change.revision();
    }
}
