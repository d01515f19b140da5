package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.indexer.copy.CopyClusters;
import dev.canard.topic.JsonSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** Alerts to alerts that name the cluster of copies to which their post belongs, see {@link CopyClusters}. */
final class LinkCopies extends ContextualProcessor<String, PostAlert, String, PostAlert> {

    static final String CLUSTERS = "copy-clusters";
    static final String LEADERS = "copy-leaders";
    static final String BANDS = "copy-bands";

    private final List<Remembered<?>> memories = new ArrayList<>();
    private @Nullable CopyClusters clusters;

    /**
     * The stores that it needs, which drop whole files of what is older than the window.
     *
     * @param window for how long copies are recognised
     */
    static List<StoreBuilder<?>> stores(Duration window) {
        return List.of(
                store(CLUSTERS, Serdes.String(), window),
                store(LEADERS, JsonSerde.of(CopyClusters.Leader.class), window),
                store(BANDS, JsonSerde.of(CopyClusters.Band.class), window));
    }

    private static <V> StoreBuilder<WindowStore<String, V>> store(String name, Serde<V> values, Duration window) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, window, window, false), Serdes.String(), values);
    }

    @Override
    public void init(ProcessorContext<String, PostAlert> context) {
        super.init(context);
        clusters = new CopyClusters(memory(CLUSTERS), memory(LEADERS), memory(BANDS));
    }

    private <V> Remembered<V> memory(String store) {
        Remembered<V> memory = new Remembered<>(context().getStateStore(store));
        memories.add(memory);
        return memory;
    }

    @Override
    public void process(Record<String, PostAlert> record) {
        memories.forEach(memory -> memory.now = record.timestamp());
        CopyClusters known = Objects.requireNonNull(clusters);
        Alert alert = record.value().alert();
        if (alert == null) {
            known.forget(record.value().postId());
            context().forward(record);
        } else {
            context()
                    .forward(record.withValue(
                            new PostAlert(record.value().postId(), alert.inCluster(known.of(alert.post())))));
        }
    }

    /** The newest value of each key. */
    private static final class Remembered<V> implements CopyClusters.Memory<V> {

        private final WindowStore<String, V> store;
        private long now;

        Remembered(WindowStore<String, V> store) {
            this.store = store;
        }

        @Override
        public @Nullable V get(String key) {
            try (WindowStoreIterator<V> newestFirst = all(key)) {
                return newestFirst.hasNext() ? newestFirst.next().value : null;
            }
        }

        @Override
        public void put(String key, V value) {
            store.put(key, value, now);
        }

        @Override
        public void remove(String key) {
            List<Long> times = new ArrayList<>();
            try (WindowStoreIterator<V> all = all(key)) {
                all.forEachRemaining(each -> times.add(each.key));
            }
            times.forEach(time -> store.put(key, null, time));
        }

        /** What the store has not dropped yet, whatever the time: to forget must not depend on when one is asked to. */
        private WindowStoreIterator<V> all(String key) {
            return store.backwardFetch(key, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));
        }
    }
}
