package dev.canard.indexer.debunk;

import dev.canard.event.DeadLetter;
import dev.canard.event.DebunkRevision;
import dev.canard.indexer.debunk.DebunkInput.Amended;
import dev.canard.indexer.debunk.DebunkInput.Unusable;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Fact-checks as received, and what curators change about them, to debunks with vectors: read, normalise, drop what did not change,
 * encode, and write down what happened.
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
        builder.addStateStore(ReviseDebunks.store());
        KStream<String, DebunkInput> amendments = builder
                // A record is what a curator changes about a debunk.
                .stream(
                        topics.debunkAmendments().name(),
                        topics.debunkAmendments().consumed("debunk-amendments"))
                .filter((key, amendment) -> key != null && amendment != null, Named.as("drop-nothing"))
                .mapValues(amendment -> new Amended(amendment), Named.as("to-input"));
        builder
                // A record is a fact-check, or null where one was retracted.
                .stream(topics.debunksRaw().name(), topics.debunksRaw().consumed("debunks-raw"))
                // Read it in its format and normalise it.
                .processValues(() -> new ReadDebunk(reader), Named.as("read-debunk"))
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
                .defaultBranch(Branched.withConsumer(
                        readable -> write(readable.merge(amendments, Named.as("with-amendments"))), "yes"));
        return builder.build();
    }

    private void write(KStream<String, DebunkInput> inputs) {
        KStream<String, RevisedDebunk> revised = inputs
                // Encode what changed, once for all who search it.
                .process(() -> new ReviseDebunks(encoding, meters), Named.as("revise"), ReviseDebunks.STORE);
        revised.filter((id, revision) -> revision.rewritten(), Named.as("that-is-rewritten"))
                // A retracted one becomes a tombstone.
                .mapValues(RevisedDebunk::debunk, Named.as("to-debunk"))
                .to(topics.debunks().name(), topics.debunks().produced("debunks"));
        revised.filter((id, revision) -> revision.rewritten() && revision.looksBack(), Named.as("that-looks-back"))
                // Every partition of posts is told, in the same transaction.
                .mapValues(RevisedDebunk::change, Named.as("to-change"))
                .to(topics.debunkChanges().name(), topics.debunkChanges().produced("debunk-changes"));
        revised.flatMapValues(DebunkTopology::entry, Named.as("to-history"))
                // What happened, by whom and why stays for ever.
                .to(topics.debunkHistory().name(), topics.debunkHistory().produced("debunk-history"));
    }

    private static List<DebunkRevision> entry(RevisedDebunk revised) {
        return revised.entry() == null ? List.of() : List.of(revised.entry());
    }

    private static boolean isUnusable(String key, DebunkInput input) {
        return input instanceof Unusable;
    }

    private DeadLetter deadLetter(DebunkInput input) {
        DeadLetter deadLetter = ((Unusable) input).deadLetter();
        meters.count(Meter.DEAD_LETTERS, STAGE, deadLetter.kind());
        return deadLetter;
    }
}
