package dev.canard.indexer.debunk;

import dev.canard.event.Debunk;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.DebunkChange;
import dev.canard.event.DebunkRevision;
import dev.canard.event.EventJson;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.JsonSerde;
import dev.canard.topic.LookBackHeader;
import dev.canard.topic.RawHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Makes a debunk of what its publisher says and what a curator changes about it, encodes it where it differs from its last revision,
 * and passes it on, as it does retractions, keyed by debunk id.
 *
 * <p>Remembers the {@link DebunkLife} of each raw key, with a fingerprint of the debunk's content and its encoders. An import that is
 * repeated thus encodes and writes nothing; a new encoder or another verdict lets a debunk through again. It is remembered
 * only once it is encoded, so that one on which an encoder failed can be sent again.
 */
final class ReviseDebunks extends ContextualProcessor<String, DebunkInput, String, RevisedDebunk> {

    static final String STORE = "debunk-lives";

    private static final byte SEPARATOR = ' ';

    private final DebunkEncoding encoding;
    private final Meters meters;
    private @Nullable KeyValueStore<String, DebunkLife> store;

    ReviseDebunks(DebunkEncoding encoding, Meters meters) {
        this.encoding = encoding;
        this.meters = meters;
    }

    static StoreBuilder<KeyValueStore<String, DebunkLife>> store() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), JsonSerde.of(DebunkLife.class));
    }

    @Override
    public void init(ProcessorContext<String, RevisedDebunk> context) {
        super.init(context);
        store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, DebunkInput> record) {
        KeyValueStore<String, DebunkLife> lives = Objects.requireNonNull(store);
        DebunkInput input = record.value();
        DebunkLife known = lives.get(record.key());
        DebunkLife before = known == null ? DebunkLife.unknown(record.key()) : known;
        DebunkLife after = before.after(input, offset());
        Debunk matched = after.matched();
        String fingerprint = matched == null ? null : fingerprint(matched);
        boolean unknownRetracted = known == null && input instanceof DebunkInput.Unpublished;
        boolean rewritten = !Objects.equals(fingerprint, before.fingerprint()) || unknownRetracted;
        boolean told = !after.saysTheSameAs(before) || unknownRetracted;
        if (!rewritten && !told) {
            return;
        }
        if (before.fingerprint() != null && !before.debunkId().equals(after.debunkId())) {
            // Its publisher gave it another id: under the old one it must not be matched any more.
            tell(record, before, after, DebunkRevision.Change.RETRACTED, true, null);
        }
        Instant at = Instant.ofEpochMilli(record.timestamp());
        Debunk revised = matched == null ? null : matched.withRevision(after.revision(), at);
        Debunk written = rewritten && revised != null ? encode(revised) : revised;
        lives.put(record.key(), after.withFingerprint(fingerprint));
        tell(record, after, after, told ? before.change(input) : null, rewritten, written);
    }

    /**
     * Passes on what follows.
     *
     * @param debunk whose id it is
     * @param now its life, for the number of the revision
     * @param change what the audit trail is told; null if nothing
     */
    private void tell(
            Record<String, DebunkInput> cause,
            DebunkLife debunk,
            DebunkLife now,
            DebunkRevision.@Nullable Change change,
            boolean rewritten,
            @Nullable Debunk written) {
        Instant at = Instant.ofEpochMilli(cause.timestamp());
        DebunkAmendment amendment = cause.value() instanceof DebunkInput.Amended(var amended) ? amended : null;
        String by = amendment == null ? null : amendment.by();
        String reason = amendment == null ? null : amendment.reason();
        DebunkRevision entry = change == null
                ? null
                : new DebunkRevision(
                        debunk.debunkId(),
                        now.revision(),
                        change,
                        written == null ? null : written.withoutVectors(),
                        cause.key(),
                        offset(),
                        RawHeaders.of(cause.headers()).source(),
                        by,
                        reason,
                        at);
        context()
                .forward(cause.withKey(debunk.debunkId())
                        .withValue(new RevisedDebunk(
                                rewritten,
                                written,
                                new DebunkChange(debunk.debunkId(), now.revision(), written == null, reason, at),
                                LookBackHeader.of(cause.headers()),
                                entry)));
    }

    private long offset() {
        return context().recordMetadata().orElseThrow().offset();
    }

    private Debunk encode(Debunk debunk) {
        meters.count(Meter.DEBUNKS, debunk.rating().verdict());
        return debunk.withVectors(
                meters.cpu("encode-debunk", () -> encoding.vectorsOf().apply(debunk)));
    }

    private String fingerprint(Debunk debunk) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        digest.update(EventJson.write(debunk));
        for (String id : encoding.encoderIds()) {
            digest.update(SEPARATOR);
            digest.update(id.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
