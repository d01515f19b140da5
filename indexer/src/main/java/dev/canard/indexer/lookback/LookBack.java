package dev.canard.indexer.lookback;

import dev.canard.event.Debunk;
import dev.canard.event.DebunkChange;
import dev.canard.indexer.lucene.DebunkSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which posts have to be judged again since debunks have changed. Not thread-safe.
 *
 * <p>A change waits until the index holds it. Then every post that was judged before is in the recent posts, every post that comes
 * later meets the new index, and none slips between. A change is forgotten only when all its posts were judged again: after a
 * restart it begins anew, which does no harm, since to judge a post again changes nothing but what has changed.
 */
public final class LookBack {

    private final KeyValueStore<String, DebunkChange> pending;
    private final RecentPosts posts;
    private final Function<String, Collection<String>> alerted;

    /** By id of the debunk: a later change of one takes the place of an earlier. */
    private final Map<String, DebunkChange> waiting = new LinkedHashMap<>();

    private final Queue<Task> tasks = new ArrayDeque<>();

    /** A change, and the posts that are still to be judged for it. */
    private record Task(DebunkChange change, Queue<String> posts) {}

    /**
     * A post that is to be judged again.
     *
     * @param postId the post
     * @param change what has changed
     */
    public record Due(String postId, DebunkChange change) {}

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
        pending.put(change.debunkId(), change);
        waiting.put(change.debunkId(), change);
        tasks.removeIf(task -> task.change().debunkId().equals(change.debunkId()));
    }

    /** Whether nothing is left to be done. */
    public boolean isDone() {
        return waiting.isEmpty() && tasks.isEmpty();
    }

    /**
     * The next posts to judge again, which counts as done.
     *
     * @param index the newest state of the index
     * @param most how many at most
     */
    public List<Due> next(DebunkSnapshot index, int most) {
        List<Due> due = new ArrayList<>();
        // To look for posts takes time too: while some are left no change is begun.
        if (tasks.isEmpty()) {
            begin(index);
        }
        while (due.size() < most && !tasks.isEmpty()) {
            Task task = tasks.element();
            String post = task.posts().poll();
            if (post == null) {
                tasks.remove();
                pending.delete(task.change().debunkId());
            } else {
                due.add(new Due(post, task.change()));
            }
        }
        return due;
    }

    /** Begins with the first change that concerns a post, and is done with those before it that concern none. */
    private void begin(DebunkSnapshot index) {
        for (DebunkChange change : List.copyOf(waiting.values())) {
            Optional<DebunkSnapshot.Indexed> now = index.debunk(change.debunkId());
            if (isHeld(change, now.map(DebunkSnapshot.Indexed::debunk))) {
                waiting.remove(change.debunkId());
                Set<String> concerned = concerned(change, now, index.offset());
                if (!concerned.isEmpty()) {
                    tasks.add(new Task(change, new ArrayDeque<>(concerned)));
                    return;
                }
                pending.delete(change.debunkId());
            }
        }
    }

    /** Whether the index holds a change: of a debunk that is not there this is one that was retracted at last. */
    private static boolean isHeld(DebunkChange change, Optional<Debunk> now) {
        return change.retracted()
                ? now.isEmpty() || now.get().revision() > change.revision()
                : now.isPresent() && now.get().revision() >= change.revision();
    }

    private Set<String> concerned(DebunkChange change, Optional<DebunkSnapshot.Indexed> now, long indexOffset) {
        // When a retraction came into the index is not known.
        long offset = now.map(DebunkSnapshot.Indexed::offset).orElse(indexOffset);
        Set<String> concerned = new LinkedHashSet<>();
        alerted.apply(change.debunkId()).stream()
                .filter(post -> !posts.judgedAfter(post, offset))
                .forEach(concerned::add);
        concerned.addAll(posts.closeTo(change.debunkId(), offset));
        now.ifPresent(indexed -> concerned.addAll(posts.near(indexed.debunk(), offset)));
        return concerned;
    }
}
