package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndexProcessor;
import dev.canard.indexer.lucene.DebunkIndexStore;
import dev.canard.indexer.match.MatchModels;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * {@code claims} to {@code matches} and {@code alerts}, against an index that follows {@code debunks}.
 *
 * <p>Every instance holds the whole index; the alerts of a post lie with the task of its partition. A post that was deleted
 * (a null value) leaves no matches, and its alert is withdrawn.
 */
public final class MatchTopology implements Supplier<Topology> {

    /** The store of debunks, one for each instance. */
    public static final String INDEX = "debunk-index";

    /** The store of what is known of each post's alerts. */
    public static final String ALERT_BOOK = "alert-book";

    private final Topics topics;
    private final Encoders encoders;
    private final CrossEncoder crossEncoder;
    private final MatchModels models;
    private final PostJudge judge;
    private final Meters meters;
    private final InstantSource clock;

    /**
     * @param topics what to read and write
     * @param encoders stay open as long as the topology runs
     * @param crossEncoder likewise
     * @param models how to rank, for these encoders
     * @param judge what becomes of a ranking
     * @param clock tells when a verdict is given, for the meters only
     */
    public MatchTopology(
            Topics topics,
            Encoders encoders,
            CrossEncoder crossEncoder,
            MatchModels models,
            PostJudge judge,
            Meters meters,
            InstantSource clock) {
        this.topics = topics;
        this.encoders = encoders;
        this.crossEncoder = crossEncoder;
        this.models = models;
        this.judge = judge;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();

        // Every debunk, on every instance, searchable.
        builder.addGlobalStore(
                DebunkIndexStore.builder(INDEX, encoders.ids(), meters),
                topics.debunks().name(),
                topics.debunks().consumed("read-debunks"),
                DebunkIndexProcessor.supplier(INDEX));

        KStream<String, Judgement> judgements = builder
                // A post with its claims, or null for a deleted one.
                .stream(topics.claims().name(), topics.claims().consumed("read-claims"))
                // Which debunks come close, how the post stands to the closest, and what the policy makes of it.
                .processValues(judging(), Named.as("judge-post"));

        judgements
                // Whatever came close stays visible, also without an alert.
                .mapValues(MatchTopology::matches, Named.as("to-matches"))
                .to(topics.matches().name(), topics.matches().produced("write-matches"));

        judgements
                // The same again changes nothing; what no longer holds is withdrawn.
                .process(keepingAlerts(), Named.as("keep-alerts"))
                .to(topics.alerts().name(), topics.alerts().produced("write-alerts"));

        return builder.build();
    }

    private FixedKeyProcessorSupplier<String, @Nullable PostClaims, @Nullable Judgement> judging() {
        return () -> new JudgePost(encoders, crossEncoder, models, judge, meters, clock);
    }

    private ProcessorSupplier<String, @Nullable Judgement, String, Alert> keepingAlerts() {
        StoreBuilder<KeyValueStore<String, PostAlerts>> book = Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(ALERT_BOOK), Serdes.String(), PostAlerts.serde());
        return new ProcessorSupplier<>() {
            @Override
            public KeepAlerts get() {
                return new KeepAlerts(meters);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(book);
            }
        };
    }

    private static @Nullable PostMatches matches(@Nullable Judgement judgement) {
        return judgement == null ? null : judgement.matches();
    }
}
