package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

    /**
     * Streams itself commits a global store only after 10,000 records, and when it closes; {@link Refresher} does after some
     * seconds. A commit writes a segment, however small.
     */
    private static final int CHANGES_PER_COMMIT = 20_000;

    private final String name;
    private final List<String> encoders;
    private final Meters meters;
    private final InstantSource clock;
    private final AtomicInteger changesSinceCommit = new AtomicInteger();
    private @Nullable DebunkIndex index;
    private @Nullable Refresher refresher;

    /** Where the changes come from; null before the first. */
    private volatile @Nullable TopicPartition source;

    private volatile @Nullable Instant newestChange;

    private DebunkIndexStore(String name, List<String> encoders, Meters meters, InstantSource clock) {
        this.name = name;
        this.encoders = encoders;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Makes the store.
     *
     * @param encoders ids of the encoders whose vectors are searched
     */
    public static StoreBuilder<DebunkIndexStore> builder(String name, List<String> encoders, Meters meters) {
        return builder(name, encoders, meters, InstantSource.system());
    }

    static StoreBuilder<DebunkIndexStore> builder(
            String name, List<String> encoders, Meters meters, InstantSource clock) {
        return new Builder(name, encoders, meters, clock);
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

    /**
     * Applies a change.
     *
     * @param time of the change's record
     */
    void apply(String debunkId, @Nullable Debunk debunk, Instant time, RecordMetadata at) {
        if (debunk == null) {
            index().delete(debunkId, at.offset());
        } else {
            index().put(debunk, at.offset());
        }
        source = new TopicPartition(at.topic(), at.partition());
        newestChange = time;
        if (refresher != null) {
            refresher.changed();
        }
        if (changesSinceCommit.incrementAndGet() >= CHANGES_PER_COMMIT) {
            commitChanges();
        }
    }

    private void commitChanges() {
        TopicPartition from = source;
        if (from != null && changesSinceCommit.get() > 0) {
            commit(Map.of(from, index().offset()));
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
        opened.builtAnewFor().ifPresent(cause -> meters.count(Meter.INDEX_REBUILDS, cause));
        index = opened;
        newestChange = opened.lastCommit().map(IndexCommit::newestChange).orElse(null);
        refresher = new Refresher(opened, this::commitChanges, meters);
        meters.gauge(Meter.INDEX_OFFSET, opened::offset);
        meters.gauge(Meter.INDEX_DEBUNKS, opened::size);
        meters.gauge(Meter.INDEX_SEGMENTS, opened::segments);
        meters.gauge(Meter.INDEX_UNSETTLED, () -> opened.isSettled() ? 0 : 1);
        meters.gauge(Meter.INDEX_BYTES, opened::bytes);
        meters.gauge(Meter.INDEX_AGE, this::age);
        // Never called: a global store with a processor is restored through it.
        context.register(root, (_, _) -> {
            throw new IllegalStateException(name + " is restored through its processor");
        });
    }

    /** Seconds since the newest change; NaN before the first. */
    private double age() {
        Instant newest = newestChange;
        return newest == null
                ? Double.NaN
                : Math.max(0, Duration.between(newest, clock.instant()).toMillis() / 1000.0);
    }

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        // First: changes that come meanwhile may or may not be in it.
        changesSinceCommit.set(0);
        offsets.forEach((partition, offset) -> {
            if (partition.partition() != 0) {
                throw new IllegalStateException("the topic of debunks must have one partition, has " + partition);
            }
            index().commit(partition.toString(), offset, newestChange, clock.instant());
        });
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

    private record Builder(String name, List<String> encoders, Meters meters, InstantSource clock)
            implements StoreBuilder<DebunkIndexStore> {

        @Override
        public DebunkIndexStore build() {
            return new DebunkIndexStore(name, encoders, meters, clock);
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
