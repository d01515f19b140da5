package dev.canard.indexer.debunk;

import dev.canard.event.DeadLetter;
import dev.canard.indexer.debunk.DebunkRevision.Unusable;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Fact-checks as received to debunks with vectors: read, normalise, drop what did not change, encode.
 *
 * <p>Needs exactly-once processing: a fingerprint that is stored must mean that its debunk was written.
 */
public final class DebunkTopology implements Supplier<Topology> {

    /** The stage of this topology in {@link Meter#DEAD_LETTERS}. */
    static final String STAGE = "debunks";

    private final Topics topics;
    private final DebunkReader reader;
    private final DebunkEncoding encoding;
    private final Meters meters;

    public DebunkTopology(Topics topics, DebunkReader reader, DebunkEncoding encoding, Meters meters) {
        this.topics = topics;
        this.reader = reader;
        this.encoding = encoding;
        this.meters = meters;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(EncodeChangedDebunks.store());
        builder
                // A record is a fact-check, or null where one was retracted.
                .stream(topics.debunksRaw().name(), topics.debunksRaw().consumed("debunks-raw"))
                // Read it in its format and normalise it.
                .processValues(() -> new ReadDebunkRevision(reader), Named.as("read-debunk"))
                .split(Named.as("readable-"))
                // What cannot be read leaves here, with its coordinates.
                .branch(
                        DebunkTopology::isUnusable,
                        Branched.withConsumer(
                                unusable -> unusable.mapValues(this::deadLetter, Named.as("count-dead-letter"))
                                        .to(
                                                topics.deadLetters().name(),
                                                topics.deadLetters().produced("dead-letters")),
                                "no"))
                .defaultBranch(Branched.withConsumer(readable -> write(readable), "yes"));
        return builder.build();
    }

    private void write(KStream<String, DebunkRevision> readable) {
        KStream<String, WrittenRevision> written = readable
                // Encode what changed, once for all who search it.
                .process(
                () -> new EncodeChangedDebunks(encoding, meters),
                Named.as("encode-changed"),
                EncodeChangedDebunks.STORE);
        written
                // A retracted one becomes a tombstone.
                .mapValues(WrittenRevision::debunk, Named.as("to-debunk"))
                .to(topics.debunks().name(), topics.debunks().produced("debunks"));
        written.filter((id, revision) -> revision.looksBack(), Named.as("that-looks-back"))
                // Every partition of posts is told, in the same transaction.
                .mapValues(WrittenRevision::change, Named.as("to-change"))
                .to(topics.debunkChanges().name(), topics.debunkChanges().produced("debunk-changes"));
    }

    private static boolean isUnusable(String key, DebunkRevision revision) {
        return revision instanceof Unusable;
    }

    private DeadLetter deadLetter(DebunkRevision revision) {
        DeadLetter deadLetter = ((Unusable) revision).deadLetter();
        meters.count(Meter.DEAD_LETTERS, STAGE, deadLetter.kind());
        return deadLetter;
    }
}
