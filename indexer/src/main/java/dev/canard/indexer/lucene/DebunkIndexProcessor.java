package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Brings the debunks of their topic into a {@link DebunkIndexStore}. */
public final class DebunkIndexProcessor implements Processor<String, @Nullable Debunk, Void, Void> {

    private final String storeName;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable DebunkIndexStore store;

    private DebunkIndexProcessor(String storeName) {
        this.storeName = storeName;
    }

    /** What {@code addGlobalStore} wants. */
    public static ProcessorSupplier<String, @Nullable Debunk, Void, Void> supplier(String storeName) {
        return () -> new DebunkIndexProcessor(storeName);
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, @Nullable Debunk> change) {
        if (context == null || store == null) {
            throw new IllegalStateException("not initialised");
        }
        RecordMetadata at = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a change of the index without an offset"));
        store.apply(change.key(), change.value(), Instant.ofEpochMilli(change.timestamp()), at);
    }
}
