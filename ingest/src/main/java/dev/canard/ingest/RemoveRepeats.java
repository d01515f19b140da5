package dev.canard.ingest;

import dev.canard.topic.JsonSerde;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * Passes each outcome on, and says of those that were there before that they are repeats. What it remembers of a post is forgotten
 * a window after its last change. All that is said of one post must come in one partition.
 */
final class RemoveRepeats extends ContextualProcessor<String, NormalisedPost, String, NormalisedPost> {

    static final String STORE = "post-revisions";

    private final Duration window;
    private @Nullable WindowStore<String, PostRevisions> store;

    RemoveRepeats(Duration window) {
        this.window = window;
    }

    /** A store that drops whole files of what is older than the window. */
    static StoreBuilder<WindowStore<String, PostRevisions>> store(Duration window) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, window, window, false),
                Serdes.String(),
                JsonSerde.of(PostRevisions.class));
    }

    @Override
    public void init(ProcessorContext<String, NormalisedPost> context) {
        super.init(context);
        store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, NormalisedPost> record) {
        NormalisedPost outcome = record.value();
        String id = outcome.postId();
        if (id == null) {
            context().forward(record);
            return;
        }
        KeyValue<Long, PostRevisions> known = known(id, record.timestamp());
        PostRevisions after = known.value.after(outcome);
        if (after == null) {
            context().forward(record.withValue(new NormalisedPost.Repeated(id)));
        } else {
            // Where times run backwards, what was known is newer in the store, and would hide what is known now.
            Objects.requireNonNull(store).put(id, after, Math.max(known.key, record.timestamp()));
            context().forward(record);
        }
    }

    private KeyValue<Long, PostRevisions> known(String id, long time) {
        return known(Objects.requireNonNull(store), window, id, time);
    }

    /**
     * Since when something is known of a post, and what. In milliseconds since 1970: asked with instants, the store words an error for each
     * post that it might have to raise.
     *
     * @param time of the record that is asked for
     */
    static KeyValue<Long, PostRevisions> known(
            WindowStore<String, PostRevisions> store, Duration window, String id, long time) {
        try (WindowStoreIterator<PostRevisions> newestFirst =
                store.backwardFetch(id, time - window.toMillis(), time + window.toMillis())) {
            return newestFirst.hasNext() ? newestFirst.next() : KeyValue.pair(time, PostRevisions.NONE);
        }
    }
}
