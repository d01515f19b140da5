package dev.canard.indexer.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkChange;
import dev.canard.event.Events;
import dev.canard.event.PostClaims;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.encoder.WordCrossEncoder;
import dev.canard.indexer.lookback.LookBackSettings;
import dev.canard.indexer.lookback.RecentPost;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkIndexStore;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.rule.RuleMatcher;
import dev.canard.metrics.Meters;
import dev.canard.topic.JsonSerde;
import dev.canard.topic.PostPartitioner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Posts and revisions of debunks in random orders over three partitions, each of which hears of a revision at another time, before or
 * after the index holds it, and may lose what it has in memory: in the end the same alerts are open as if all debunks had been there first.
 */
class OrderIndependenceTest {

    private static final int ORDERS = 1_000;
    private static final int PARTITIONS = 3;

    private static final String MESSAGES = "Meta reads private messages to train its AI";
    private static final String BIRDS = "Birds are drones of the government they say";
    private static final String GARLIC = "Garlic cures the flu within four days";
    private static final String HONEY = "Honey never spoils in a sealed jar of glass";

    /** A revision of a debunk; null retracts it. */
    private record Revision(String id, @Nullable Debunk debunk) {}

    private static final List<Revision> REVISIONS = List.of(
            published("messages", MESSAGES, Verdict.FALSE),
            published("birds", BIRDS, Verdict.TRUE),
            published("garlic", GARLIC, Verdict.FALSE),
            published("honey", HONEY, Verdict.FALSE),
            published("birds", BIRDS, Verdict.FALSE),
            new Revision("garlic", null),
            published("honey", HONEY, Verdict.UNKNOWN),
            published("honey", HONEY, Verdict.MISLEADING),
            published("messages-again", MESSAGES + " now", Verdict.FALSE),
            new Revision("messages-again", null));

    private static final List<PostClaims> POSTS = IntStream.range(0, 6)
            .mapToObj(i -> Events.postClaims(
                    "post-" + i,
                    switch (i) {
                        case 0 -> "Warning: " + MESSAGES;
                        case 1 -> BIRDS + " wake up";
                        case 2 -> GARLIC + " trust me";
                        case 3 -> "My aunt knows: " + HONEY;
                        case 4 -> "A hoax: " + MESSAGES;
                        default -> "Our cat slept through all of the football again";
                    }))
            .toList();

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a")));
    private final CrossEncoder crossEncoder = new WordCrossEncoder("words@1");
    private final MatchModels models = MatchTopologyTest.models(encoders, crossEncoder);
    private final Map<String, Debunk> encoded = new ConcurrentHashMap<>();

    private final AtomicInteger opened = new AtomicInteger();

    /** Emptied ones: to open an index takes longer than all that is done with it here. */
    private final Queue<SharedIndex> idle = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        idle.forEach(index -> index.store.close());
        encoders.close();
    }

    @Test
    void openAlerts_ofAllOrders_areTheSame(TestReporter reporter) {
        // given
        Set<String> expected = debunksFirst();
        assertThat(expected).hasSize(3);
        assertThat(POSTS.stream()
                        .map(post -> PostPartitioner.partitionOf(post.post().id(), PARTITIONS)))
                .contains(0, 1, 2);

        // when, then
        IntStream.range(0, ORDERS)
                .parallel()
                .forEach(seed -> assertThat(inRandomOrder(new Random(seed)))
                        .as("order %d", seed)
                        .isEqualTo(expected));
        reporter.publishEntry("orders", "" + ORDERS);
    }

    private Set<String> debunksFirst() {
        try (World world = new World()) {
            for (int i = 0; i < REVISIONS.size(); i++) {
                world.index(i);
            }
            world.refresh();
            POSTS.forEach(world::arrive);
            return world.openAlerts();
        }
    }

    private Set<String> inRandomOrder(Random random) {
        try (World world = new World()) {
            Queue<PostClaims> posts = new ArrayDeque<>(shuffled(POSTS, random));
            int indexed = 0;
            int[] told = new int[PARTITIONS];
            int written = 0;
            while (!posts.isEmpty()
                    || indexed < REVISIONS.size()
                    || IntStream.of(told).min().orElseThrow() < REVISIONS.size()) {
                switch (random.nextInt(8)) {
                    case 0 -> {
                        if (!posts.isEmpty()) {
                            world.arrive(posts.remove());
                        }
                    }
                    // A revision is written; from then on index and partitions read it when they come to it.
                    case 1 -> written = Math.min(REVISIONS.size(), written + 1);
                    case 2 -> {
                        if (indexed < written) {
                            world.index(indexed++);
                        }
                    }
                    case 3 -> world.refresh();
                    case 4 -> {
                        int partition = random.nextInt(PARTITIONS);
                        if (told[partition] < written) {
                            world.tell(partition, told[partition]++);
                        }
                    }
                    case 5 -> world.lookBack(random.nextInt(PARTITIONS));
                    case 6 -> world.work(random.nextInt(PARTITIONS));
                    default -> world.restart(random.nextInt(PARTITIONS));
                }
            }
            world.refresh();
            return world.openAlerts();
        }
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Revision published(String id, String claim, Verdict verdict) {
        return new Revision(id, Events.debunk(id, claim, verdict));
    }

    private Debunk encoded(int revision) {
        Debunk debunk = REVISIONS.get(revision).debunk();
        return encoded.computeIfAbsent(
                        debunk.id() + debunk.rating(), _ -> debunk.withVectors(encoders.vectorsOf(debunk)))
                .withRevision(revision, Events.START);
    }

    /** An instance with all partitions. */
    private final class World implements AutoCloseable {

        private final SharedIndex shared;
        private final DebunkIndex index;
        private final List<Partition> partitions = new ArrayList<>();

        World() {
            SharedIndex emptied = idle.poll();
            shared = emptied == null ? new SharedIndex() : emptied;
            index = shared.store.index();
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new Partition(shared.store, shared.meters));
            }
        }

        void index(int revision) {
            if (REVISIONS.get(revision).debunk() == null) {
                index.delete(REVISIONS.get(revision).id(), index.offset());
            } else {
                index.put(encoded(revision), index.offset());
            }
        }

        void refresh() {
            index.refresh();
        }

        void arrive(PostClaims post) {
            partitions
                    .get(PostPartitioner.partitionOf(post.post().id(), PARTITIONS))
                    .accept(post.post().id(), new MatchInput.ArrivedPost(post));
        }

        void tell(int partition, int revision) {
            Revision told = REVISIONS.get(revision);
            partitions
                    .get(partition)
                    .accept(
                            told.id(),
                            new MatchInput.ChangedDebunk(
                                    new DebunkChange(told.id(), revision, told.debunk() == null, null, Events.START)));
        }

        void lookBack(int partition) {
            partitions.get(partition).lookBack();
        }

        void work(int partition) {
            partitions.get(partition).work();
        }

        void restart(int partition) {
            partitions.get(partition).restart();
        }

        /** After all that was begun is done. */
        Set<String> openAlerts() {
            Set<String> open = new TreeSet<>();
            for (Partition partition : partitions) {
                open.addAll(partition.openAlerts());
            }
            return open;
        }

        @Override
        public void close() {
            REVISIONS.forEach(revision -> index.delete(revision.id(), index.offset()));
            index.refresh();
            assertThat(index.size()).isZero();
            idle.add(shared);
        }
    }

    /** An index that is used for one order after another. */
    private final class SharedIndex {

        private final Meters meters = new Meters(new SimpleMeterRegistry());
        private final DebunkIndexStore store = DebunkIndexStore.builder(MatchTopology.INDEX, encoders.ids(), meters)
                .build();

        SharedIndex() {
            MockProcessorContext<Void, Void> context = new MockProcessorContext<>(
                    new Properties(),
                    new TaskId(0, 0),
                    directory.resolve("" + opened.incrementAndGet()).toFile());
            store.init(context.getStateStoreContext(), store);
        }
    }

    /** One task, from its input to its alerts. */
    private final class Partition {

        private static final int MORE_THAN_ENOUGH = 40;

        private final MockProcessorContext<String, @Nullable Judgement> judging = new MockProcessorContext<>();
        private final MockProcessorContext<String, PostAlert> keeping = new MockProcessorContext<>();
        private final KeepAlerts keepAlerts;
        private final Meters meters;
        private final Queue<Runnable> work = new ArrayDeque<>();
        private JudgePosts judgePosts;
        private final Map<String, Alert> alerts = new HashMap<>();

        Partition(DebunkIndexStore index, Meters meters) {
            judging.addStateStore(index);
            share(MatchTopology.ALERT_BOOK, JsonSerde.of(PostAlerts.class));
            share(MatchTopology.ALERTED_POSTS, Serdes.ByteArray());
            share(MatchTopology.RECENT_POSTS, JsonSerde.of(RecentPost.class));
            share(MatchTopology.CHANGED_DEBUNKS, JsonSerde.of(DebunkChange.class));
            this.meters = meters;
            judgePosts = judgePosts();
            keepAlerts = new KeepAlerts(meters);
            keepAlerts.init(keeping);
        }

        private JudgePosts judgePosts() {
            CuratedJudge judge = new CuratedJudge(
                    MatchPolicy.DEFAULTS,
                    new MatchTopologyTest.HoaxStance(),
                    models,
                    _ -> true,
                    RuleMatcher.NONE,
                    ShadowPolicies.NONE,
                    encoders::vectorsOf);
            JudgePosts begun = new JudgePosts(
                    encoders,
                    crossEncoder,
                    models,
                    () -> judge,
                    LookBackSettings.DEFAULTS,
                    meters,
                    InstantSource.fixed(Events.START),
                    work::add);
            begun.init(judging);
            return begun;
        }

        /** Another thread judges a post again. */
        void work() {
            Runnable next = work.poll();
            if (next != null) {
                next.run();
            }
        }

        /** What is in memory is lost, what is in the stores is not. */
        void restart() {
            judgePosts.close();
            work.clear();
            judgePosts = judgePosts();
        }

        private <V> void share(String name, Serde<V> values) {
            KeyValueStore<String, V> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                    .withLoggingDisabled()
                    .build();
            store.init(judging.getStateStoreContext(), store);
            judging.addStateStore(store);
            keeping.addStateStore(store);
        }

        void accept(String key, MatchInput input) {
            judgePosts.process(new Record<>(key, input, Events.START.toEpochMilli()));
            keep();
        }

        void lookBack() {
            judging.scheduledPunctuators().getLast().getPunctuator().punctuate(0);
            keep();
        }

        private void keep() {
            judging.forwarded()
                    .forEach(forward -> keepAlerts.process(new Record<>(
                            forward.record().key(),
                            forward.record().value(),
                            forward.record().timestamp())));
            judging.resetForwards();
            keeping.forwarded()
                    .forEach(forward -> alerts.put(
                            forward.record().key(), forward.record().value().alert()));
            keeping.resetForwards();
        }

        Set<String> openAlerts() {
            for (int i = 0; i < MORE_THAN_ENOUGH; i++) {
                work();
                lookBack();
            }
            Set<String> open = new LinkedHashSet<>();
            alerts.values().stream()
                    .filter(alert -> alert.status() == Alert.Status.OPEN)
                    .forEach(alert ->
                            open.add(alert.post().id() + " " + alert.debunk().id() + " "
                                    + alert.debunk().rating().verdict()));
            return open;
        }
    }
}
