package dev.canard.indexer.debunk;

import dev.canard.event.DeadLetter;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.indexer.debunk.DebunkInput.Published;
import dev.canard.indexer.debunk.DebunkInput.Unpublished;
import dev.canard.indexer.debunk.DebunkInput.Unusable;
import dev.canard.indexer.debunk.ParsedDebunk.Rejection;
import dev.canard.topic.RawHeaders;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Reads what a record says, and gives what cannot be read its coordinates. */
final class ReadDebunk extends ContextualFixedKeyProcessor<@Nullable String, byte @Nullable [], DebunkInput> {

    /** How many bytes of an unusable payload are kept: in Base64 they fit into a record. */
    private static final int KEPT_BYTES = 512 << 10;

    private final DebunkReader reader;

    ReadDebunk(DebunkReader reader) {
        this.reader = reader;
    }

    @Override
    public void process(FixedKeyRecord<@Nullable String, byte @Nullable []> record) {
        context().forward(record.withValue(input(record)));
    }

    private DebunkInput input(FixedKeyRecord<@Nullable String, byte @Nullable []> record) {
        byte[] payload = record.value();
        if (record.key() == null) {
            return unusable(record, new Rejection(Kind.MISSING_FIELD, "the record's key must be the review's id"));
        }
        if (payload == null) {
            return new Unpublished();
        }
        String format = RawHeaders.of(record.headers()).format();
        return switch (reader.read(payload, format, Instant.ofEpochMilli(record.timestamp()))) {
            case DebunkReader.Result.Read(var debunk) -> new Published(debunk);
            case DebunkReader.Result.Unusable(var why) -> unusable(record, why);
        };
    }

    @SuppressWarnings("NullAway") // does not see in a class file that the value of a dead letter may be null
    private Unusable unusable(FixedKeyRecord<@Nullable String, byte @Nullable []> record, Rejection why) {
        RecordMetadata read = context().recordMetadata().orElseThrow();
        RawHeaders headers = RawHeaders.of(record.headers());
        byte[] payload = record.value();
        return new Unusable(new DeadLetter(
                why.kind(),
                why.message(),
                read.topic(),
                read.partition(),
                read.offset(),
                headers.source(),
                headers.position(),
                record.key(),
                payload == null ? null : Arrays.copyOf(payload, Math.min(payload.length, KEPT_BYTES)),
                payload == null ? 0 : payload.length,
                Instant.ofEpochMilli(record.timestamp())));
    }
}
