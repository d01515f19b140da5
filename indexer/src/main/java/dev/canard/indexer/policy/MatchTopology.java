package dev.canard.indexer.policy;

import dev.canard.event.PostMatches;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lookback.LookBackSettings;
import dev.canard.indexer.lookback.RecentPost;
import dev.canard.indexer.lucene.DebunkIndexProcessor;
import dev.canard.indexer.lucene.DebunkIndexStore;
import dev.canard.indexer.match.MatchModels;
import dev.canard.metrics.Meters;
import dev.canard.topic.JsonSerde;
import dev.canard.topic.PostPartitioner;
import dev.canard.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * {@code claims} to {@code matches} and {@code alerts}, against an index that follows {@code debunks}; {@code shares} to {@code share.counts} of the posts
 * with alerts.
 *
 * <p>Every instance holds the whole index; the alerts of a post lie with the task of its partition. A post that was deleted
 * (a null value) leaves no matches, and its alert is withdrawn.
 */
public final class MatchTopology implements Supplier<Topology> {

    /** The store of debunks, one for each instance. */
    public static final String INDEX = "debunk-index";

    /** The store of the posts that a changed debunk may concern. */
    static final String RECENT_POSTS = "recent-posts";

    /** The store of changes of debunks for which posts are still to be judged again. */
    static final String CHANGED_DEBUNKS = "changed-debunks";

    /** The store of {@link AlertedPosts}. */
    static final String ALERTED_POSTS = "alerted-posts";

    /**
     * The one partition through which all alerts go, so that copies meet wherever their posts came in; Kafka Streams puts the application's
     * id before it.
     */
    public static final String ALERTS_TO_LINK = "alerts-to-link";

    /** The store of what is known of each post's alerts. */
    public static final String ALERT_BOOK = "alert-book";

    private final Topics topics;
    private final Encoders encoders;
    private final CrossEncoder crossEncoder;
    private final MatchModels models;
    private final Supplier<CuratedJudge> judge;
    private final LookBackSettings lookBack;
    private final Meters meters;
    private final InstantSource clock;
    private final Executor executor;

    /**
     * @param topics what to read and write
     * @param encoders stay open as long as the topology runs
     * @param crossEncoder likewise
     * @param models how to rank, for these encoders
     * @param judge gives what decides what becomes of a ranking; asked for each post, since another policy may come into force
     * @param lookBack which posts are kept to be judged again
     * @param clock tells when a verdict is given, for the meters only
     * @param executor judges posts again, so that new ones need not wait for that; what it is given may fail once the topology is closed
     */
    public MatchTopology(
            Topics topics,
            Encoders encoders,
            CrossEncoder crossEncoder,
            MatchModels models,
            Supplier<CuratedJudge> judge,
            LookBackSettings lookBack,
            Meters meters,
            InstantSource clock,
            Executor executor) {
        this.topics = topics;
        this.encoders = encoders;
        this.crossEncoder = crossEncoder;
        this.models = models;
        this.judge = judge;
        this.lookBack = lookBack;
        this.meters = meters;
        this.clock = clock;
        this.executor = executor;
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

        builder.addStateStore(store(RECENT_POSTS, JsonSerde.of(RecentPost.class)))
                .addStateStore(store(CHANGED_DEBUNKS, topics.debunkChanges().values()))
                .addStateStore(store(ALERTED_POSTS, Serdes.ByteArray()))
                .addStateStore(store(ALERT_BOOK, JsonSerde.of(PostAlerts.class)))
                .addStateStore(store(ShareTallies.STORE, JsonSerde.of(ShareTally.class)))
                .addStateStore(store(ShareTallies.BY_DAY, Serdes.ByteArray()))
                .addStateStore(store(CountShares.TO_TELL, Serdes.ByteArray()));

        Duration alertsKept = Objects.requireNonNull(topics.alerts().retention());
        LinkCopies.stores(alertsKept).forEach(builder::addStateStore);

        KStream<String, MatchInput> changes = builder
                // That a debunk has changed, to every partition.
                .stream(topics.debunkChanges().name(), topics.debunkChanges().consumed("read-debunk-changes"))
                .mapValues(MatchInput.ChangedDebunk::new, Named.as("changed-debunk"));

        KStream<String, Judgement> judgements = builder
                // A post with its claims, or null for a deleted one.
                .stream(topics.claims().name(), topics.claims().consumed("read-claims"))
                .<MatchInput>mapValues(MatchInput.ArrivedPost::new, Named.as("arrived-post"))
                .merge(changes, Named.as("posts-and-changes"))
                // Which debunks come close, how the post stands to the closest, and what the policy makes of it;
                // for a changed debunk the same once more for the recent posts that it concerns.
                .process(
                        () -> new JudgePosts(encoders, crossEncoder, models, judge, lookBack, meters, clock, executor),
                        Named.as("judge-posts"),
                        RECENT_POSTS,
                        CHANGED_DEBUNKS,
                        ALERTED_POSTS,
                        ALERT_BOOK);

        judgements
                // Whatever came close stays visible, also without an alert.
                .mapValues(MatchTopology::matches, Named.as("to-matches"))
                .to(topics.matches().name(), topics.matches().produced("write-matches"));

        judgements
                // The same again changes nothing; what no longer holds is withdrawn.
                .process(() -> new KeepAlerts(meters), Named.as("keep-alerts"), ALERTED_POSTS, ALERT_BOOK)
                // All through one partition: copies come in by any of them.
                .repartition(Repartitioned.<String, PostAlert>as(ALERTS_TO_LINK)
                        .withKeySerde(topics.alerts().keys())
                        .withValueSerde(JsonSerde.of(PostAlert.class))
                        .withNumberOfPartitions(1))
                // Which alerts are about copies of one post.
                .process(
                        LinkCopies::new,
                        Named.as("link-copies"),
                        LinkCopies.CLUSTERS,
                        LinkCopies.LEADERS,
                        LinkCopies.BANDS)
                .to(
                        topics.alerts().name(),
                        Produced.with(
                                        topics.alerts().keys(),
                                        PostAlert.asAlert(topics.alerts().values()))
                                .withStreamPartitioner(new PostPartitioner<String, PostAlert>(PostAlert::postId))
                                .withName("write-alerts"));

        builder
                // That a post was passed on. No step reads the post for it once more.
                .stream(topics.shares().name(), topics.shares().consumed("read-shares"))
                .<ShareInput>mapValues(ShareInput.PassedOn::new, Named.as("post-passed-on"))
                .merge(
                        judgements.mapValues(ShareInput.Judged::new, Named.as("post-judged")),
                        Named.as("shares-and-judgements"))
                // How often each post was passed on; told of those with an open alert, without a new revision of it.
                .process(
                        CountShares::new,
                        Named.as("count-shares"),
                        ALERT_BOOK,
                        ShareTallies.STORE,
                        ShareTallies.BY_DAY,
                        CountShares.TO_TELL)
                .to(topics.shareCounts().name(), topics.shareCounts().produced("write-share-counts"));

        return builder.build();
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }

    private static @Nullable PostMatches matches(@Nullable Judgement judgement) {
        return judgement == null ? null : judgement.matches();
    }
}
