package dev.canard.indexer.debunk;

import dev.canard.event.Debunk;
import dev.canard.event.DebunkChange;
import dev.canard.event.EventJson;
import dev.canard.indexer.debunk.DebunkRevision.Published;
import dev.canard.indexer.debunk.DebunkRevision.Retracted;
import dev.canard.indexer.debunk.DebunkRevision.Unusable;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.LookBackHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Encodes debunks that differ from their last revision and passes them on, as it does retractions, keyed by debunk id.
 *
 * <p>Remembers for each raw key a fingerprint of the debunk's content and its encoders, and the debunk's id. An import that is
 * repeated thus encodes and writes nothing; a new encoder or another verdict lets a debunk through again. It is remembered
 * only once it is encoded, so that one on which an encoder failed can be sent again.
 */
final class EncodeChangedDebunks extends ContextualProcessor<String, DebunkRevision, String, WrittenRevision> {

    static final String STORE = "debunk-fingerprints";

    private static final char SEPARATOR = ' ';

    private final DebunkEncoding encoding;
    private final Meters meters;
    private @Nullable KeyValueStore<String, String> store;

    EncodeChangedDebunks(DebunkEncoding encoding, Meters meters) {
        this.encoding = encoding;
        this.meters = meters;
    }

    static StoreBuilder<KeyValueStore<String, String>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.String());
    }

    @Override
    public void init(ProcessorContext<String, WrittenRevision> context) {
        super.init(context);
        store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, DebunkRevision> record) {
        KeyValueStore<String, String> known = Objects.requireNonNull(store);
        switch (record.value()) {
            case Published(var debunk) -> {
                String revision = fingerprint(debunk) + SEPARATOR + debunk.id();
                if (!revision.equals(known.get(record.key()))) {
                    Debunk encoded = encode(debunk).withRevision(offset());
                    known.put(record.key(), revision);
                    write(record, debunk.id(), encoded);
                }
            }
            case Retracted() -> {
                String last = known.delete(record.key());
                String id = last == null ? record.key() : last.substring(last.indexOf(SEPARATOR) + 1);
                write(record, id, null);
            }
            case Unusable _ -> throw new IllegalArgumentException("dead letters do not come here");
        }
    }

    private void write(Record<String, DebunkRevision> cause, String id, @Nullable Debunk debunk) {
        DebunkChange change = new DebunkChange(id, offset(), debunk == null, Instant.ofEpochMilli(cause.timestamp()));
        context()
                .forward(cause.withKey(id)
                        .withValue(new WrittenRevision(debunk, change, LookBackHeader.of(cause.headers()))));
    }

    /** Of one key all records lie in one partition, so that their offsets order them. */
    private long offset() {
        return context().recordMetadata().orElseThrow().offset();
    }

    private Debunk encode(Debunk debunk) {
        meters.count(Meter.DEBUNKS, debunk.rating().verdict());
        return debunk.withVectors(
                meters.cpu("encode-debunk", () -> encoding.vectorsOf().apply(debunk)));
    }

    private String fingerprint(Debunk debunk) {
        MessageDigest digest = sha256();
        digest.update(EventJson.write(timeless(debunk)));
        for (String id : encoding.encoderIds()) {
            digest.update((byte) SEPARATOR);
            digest.update(id.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** When a revision arrived is no part of its content. */
    private static Debunk timeless(Debunk debunk) {
        return new Debunk(
                debunk.id(),
                debunk.claim(),
                debunk.title(),
                debunk.subtitle(),
                debunk.body(),
                debunk.rating(),
                debunk.publisher(),
                debunk.url(),
                debunk.published(),
                debunk.language(),
                List.of(),
                Instant.EPOCH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
