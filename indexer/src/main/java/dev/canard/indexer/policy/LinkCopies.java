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
final class LinkCopies extends ContextualProcessor<String, Alert, String, Alert> {

    static final String CLUSTERS = "copy-clusters";
    static final String LEADERS = "copy-leaders";
    static final String BANDS = "copy-bands";

    private final Duration window;
    private final List<Remembered<?>> memories = new ArrayList<>();
    private @Nullable CopyClusters clusters;

    /** @param window for how long copies are recognised */
    LinkCopies(Duration window) {
        this.window = window;
    }

    /** The stores that it needs, which drop whole files of what is older than the window. */
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
    public void init(ProcessorContext<String, Alert> context) {
        super.init(context);
        clusters = new CopyClusters(memory(CLUSTERS), memory(LEADERS), memory(BANDS));
    }

    private <V> Remembered<V> memory(String store) {
        Remembered<V> memory = new Remembered<>(context().getStateStore(store), window);
        memories.add(memory);
        return memory;
    }

    @Override
    public void process(Record<String, Alert> record) {
        memories.forEach(memory -> memory.now = record.timestamp());
        Alert alert = record.value();
        context()
                .forward(record.withValue(
                        alert.inCluster(Objects.requireNonNull(clusters).of(alert.post()))));
    }

    /** The newest value of each key in a window before now. */
    private static final class Remembered<V> implements CopyClusters.Memory<V> {

        private final WindowStore<String, V> store;
        private final Duration window;
        private long now;

        Remembered(WindowStore<String, V> store, Duration window) {
            this.store = store;
            this.window = window;
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

        private WindowStoreIterator<V> all(String key) {
            Instant time = Instant.ofEpochMilli(now);
            return store.backwardFetch(key, time.minus(window), time.plus(window));
        }
    }
}
