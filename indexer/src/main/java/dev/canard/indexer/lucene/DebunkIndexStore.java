package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DebunkIndex} as a global store of Kafka Streams. It keeps its own offset (<a
 * href="https://cwiki.apache.org/confluence/x/VwvCEQ">KIP-1035</a>), so that after a restart only what is new is read, and is
 * restored through {@link DebunkIndexProcessor}. The topic of debunks must have one partition.
 *
 * <p>Streams starts its tasks when the topic has been read, but the last of it may not be searchable yet: call {@link
 * DebunkIndex#refresh} once before the first search.
 */
public final class DebunkIndexStore implements StateStore {

    /** Streams itself commits a global store only after 10,000 records, and when it closes. A commit writes a segment, however small. */
    private static final int CHANGES_PER_COMMIT = 20_000;

    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(10);

    private final String name;
    private final List<String> encoders;
    private final Meters meters;
    private @Nullable DebunkIndex index;
    private @Nullable Refresher refresher;
    private int changesSinceCommit;
    private long lastCommit = System.nanoTime();

    private DebunkIndexStore(String name, List<String> encoders, Meters meters) {
        this.name = name;
        this.encoders = encoders;
        this.meters = meters;
    }

    /**
     * Makes the store.
     *
     * @param encoders ids of the encoders whose vectors are searched
     */
    public static StoreBuilder<DebunkIndexStore> builder(String name, List<String> encoders, Meters meters) {
        return new Builder(name, encoders, meters);
    }

    /**
     * The index, to search it.
     *
     * @throws IllegalStateException before {@link #init} and after {@link #close}
     */
    public DebunkIndex index() {
        if (index == null) {
            throw new IllegalStateException(name + " is not open");
        }
        return index;
    }

    /** Applies a change, and makes it durable now and then. */
    void apply(String debunkId, @Nullable Debunk debunk, RecordMetadata at) {
        if (debunk == null) {
            index().delete(debunkId, at.offset());
        } else {
            index().put(debunk, at.offset());
        }
        if (refresher != null) {
            refresher.changed();
        }
        changesSinceCommit++;
        if (changesSinceCommit >= CHANGES_PER_COMMIT || System.nanoTime() - lastCommit >= COMMIT_INTERVAL.toNanos()) {
            commit(Map.of(new TopicPartition(at.topic(), at.partition()), at.offset() + 1));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        Path directory = context.stateDir().toPath().resolve(name);
        DebunkIndex opened = DebunkIndex.open(directory, encoders);
        index = opened;
        refresher = new Refresher(opened, meters);
        meters.gauge(Meter.INDEX_OFFSET, opened::offset);
        meters.gauge(Meter.INDEX_DEBUNKS, opened::size);
        // Never called: a global store with a processor is restored through it.
        context.register(root, (_, _) -> {
            throw new IllegalStateException(name + " is restored through its processor");
        });
    }

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            if (partition.partition() != 0) {
                throw new IllegalStateException("the topic of debunks must have one partition, has " + partition);
            }
            index().commit(partition.toString(), offset);
        });
        changesSinceCommit = 0;
        lastCommit = System.nanoTime();
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return index().committedOffset(partition.toString());
    }

    // Deprecated from the start, since one day all stores must do it; until then Streams asks.
    @SuppressWarnings("deprecation")
    @Override
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return index != null;
    }

    @Override
    public void close() {
        if (refresher != null) {
            refresher.close();
            refresher = null;
        }
        if (index != null) {
            index.close();
            index = null;
        }
    }

    private record Builder(String name, List<String> encoders, Meters meters)
            implements StoreBuilder<DebunkIndexStore> {

        @Override
        public DebunkIndexStore build() {
            return new DebunkIndexStore(name, encoders, meters);
        }

        @Override
        public StoreBuilder<DebunkIndexStore> withCachingEnabled() {
            throw new UnsupportedOperationException("an index has no cache");
        }

        @Override
        public StoreBuilder<DebunkIndexStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<DebunkIndexStore> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("a global store has no changelog but its topic");
        }

        @Override
        public StoreBuilder<DebunkIndexStore> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
