package dev.canard.deploy.run;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.TopicFollower;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.replay.ReplayObserver;
import dev.canard.deploy.replay.ReplayPlanner;
import dev.canard.deploy.replay.ReplayRequest;
import dev.canard.deploy.replay.ReplayRun;
import dev.canard.deploy.replay.RunAlerts;
import dev.canard.deploy.replay.TimeRange;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Alert;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.Post;
import dev.canard.event.PostMatches;
import dev.canard.event.Replay;
import dev.canard.event.Verdict;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Judges posts live while debunks come, are amended and taken back, and then once more in replays with the same settings: whether they come to the same
 * alerts, how fast, and whether production is left as it was.
 */
public final class ReplayBenchmark {

    /** How many debunks of other rumours are there from the start, and how many can come. */
    private static final int LIBRARY = 50;

    /** One post of so many spreads a rumour. */
    private static final int SPREADING = 10;

    /** When nothing came out for so long, nothing is being judged again. */
    private static final long QUIET = TimeUnit.SECONDS.toNanos(5);

    private final CanardSettings settings;
    private final Terminal terminal;
    private final int posts;
    private final int debunks;
    private final SyntheticRumours rumours;
    private final SplittableRandom random;
    private final InstantSource clock = InstantSource.system();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final Map<String, String> figures = new LinkedHashMap<>();

    /** The alerts of the first replay; none before it has ended. */
    private Map<String, Alert> first = Map.of();

    /** Posts that have been judged. */
    private final Set<String> judged = ConcurrentHashMap.newKeySet();

    /** When the last post was judged, or judged again, in {@link System#nanoTime}. */
    private volatile long lastJudged;

    /** What becomes of a debunk. */
    private enum Change {
        PUBLISH,
        PUBLISH_SECOND,
        FIND_TRUE,
        REWORD,
        RETRACT,
        /** Takes back what was amended or retracted. */
        GIVE_BACK
    }

    /**
     * @param posts how many
     * @param debunks how many come meanwhile, at most 50
     * @param seed decides what posts say
     */
    public ReplayBenchmark(CanardSettings settings, Terminal terminal, int posts, int debunks, long seed) {
        if (debunks < 5 || debunks > LIBRARY || posts < 2 * debunks) {
            throw new IllegalArgumentException(
                    "debunks must lie in 5..%d, and posts be twice as many or more".formatted(LIBRARY));
        }
        this.settings = settings;
        this.terminal = terminal;
        this.posts = posts;
        this.debunks = debunks;
        rumours = new SyntheticRumours(seed);
        random = new SplittableRandom(seed);
    }

    /**
     * Runs it.
     *
     * @param directory a directory for the state, which is left there
     * @return figures by name, in the order in which they were measured
     */
    public Map<String, String> run(Path directory) throws IOException, InterruptedException {
        try (LocalPipeline local =
                LocalPipeline.start(settings, directory, new Topologies(settings, meters, clock), meters)) {
            double live = live(local);
            Map<TopicPartition, Long> before = ends(local);
            replay(local, "claims", Replay.Input.CLAIMS, live);
            replay(local, "posts", Replay.Input.POSTS, live);
            replay(local, "claims-again", Replay.Input.CLAIMS, live);
            Map<TopicPartition, Long> after = ends(local);
            after.entrySet().removeAll(before.entrySet());
            figures.put("partitions of production that a replay wrote to", "" + after.size());
        } catch (ExecutionException e) {
            throw new IOException("a replay failed: " + e.getCause(), e);
        } finally {
            terminal.end();
        }
        return figures;
    }

    /** Judges the posts, and gives the seconds that it took. */
    private double live(LocalPipeline local) throws InterruptedException {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        new HashMap<>(local.clientProperties()), new StringSerializer(), new ByteArraySerializer());
                TopicFollower<PostMatches> _ = new TopicFollower<>(
                        "bench-matches",
                        new TopicTail<>(local.clientProperties(), local.topics().matches(), TopicTail.From.BEGINNING),
                        record -> {
                            judged.add(record.key());
                            lastJudged = System.nanoTime();
                        },
                        e -> {
                            throw e;
                        })) {
            local.pipeline().start(List.of(Application.DEBUNKS, Application.CLASSIFIER, Application.MATCHER));
            local.pipeline().awaitRunning();
            for (int number = LIBRARY; number < 2 * LIBRARY; number++) {
                review(local, producer, SyntheticRumours.debunkId(number), rumours.review(number));
            }
            producer.flush();
            local.pipeline().awaitIdle(Application.DEBUNKS, _ -> {});
            Map<Integer, List<Runnable>> changes = changes(local, producer);
            long start = System.nanoTime();
            int blocks = 2 * debunks;
            int sent = 0;
            for (int block = 0; block < blocks; block++) {
                // One block is on its way while the next one comes, so that changes meet posts that are being judged.
                int wanted = sent - posts / blocks;
                await(local, () -> judged.size() >= wanted);
                for (; sent < (long) posts * (block + 1) / blocks; sent++) {
                    send(producer, local.topics().posts(), "post-" + sent, post(sent));
                }
                changes.getOrDefault(block, List.of()).forEach(Runnable::run);
                producer.flush();
                terminal.progress("%,d of %,d posts judged".formatted(judged.size(), posts));
            }
            await(local, () -> judged.size() == posts && System.nanoTime() - lastJudged > QUIET);
            local.pipeline().awaitIdle(Application.MATCHER, _ -> {});
            double seconds = (lastJudged - start) / 1e9;
            figures.put(
                    "posts, partitions",
                    "%,d, %d".formatted(posts, settings.topics().partitions()));
            figures.put(
                    "debunks before, changes meanwhile",
                    "%d, %d"
                            .formatted(
                                    LIBRARY,
                                    changes.values().stream()
                                            .mapToInt(List::size)
                                            .sum()));
            figures.put("live", "%.1f s".formatted(seconds));
            return seconds;
        }
    }

    /** What happens to debunks after which block of posts. */
    private Map<Integer, List<Runnable>> changes(LocalPipeline local, KafkaProducer<String, byte[]> producer) {
        Map<Integer, List<Runnable>> changes = new HashMap<>();
        for (int rumour = 0; rumour < debunks; rumour++) {
            at(changes, rumour, local, producer, rumour, Change.PUBLISH);
            int later = rumour + debunks / 2;
            switch (rumour % 5) {
                case 1 -> at(changes, later, local, producer, rumour, Change.PUBLISH_SECOND);
                case 2 -> at(changes, later, local, producer, rumour, Change.FIND_TRUE);
                case 3 -> at(changes, later, local, producer, rumour, Change.RETRACT);
                case 4 -> at(changes, later, local, producer, rumour, Change.REWORD);
                default -> {}
            }
            if (rumour % 10 >= 7) {
                at(changes, later + debunks / 4, local, producer, rumour, Change.GIVE_BACK);
            }
        }
        return changes;
    }

    private void at(
            Map<Integer, List<Runnable>> changes,
            int block,
            LocalPipeline local,
            KafkaProducer<String, byte[]> producer,
            int rumour,
            Change change) {
        changes.computeIfAbsent(block, _ -> new ArrayList<>()).add(() -> make(change, rumour, local, producer));
    }

    private void make(Change change, int rumour, LocalPipeline local, KafkaProducer<String, byte[]> producer) {
        String id = SyntheticRumours.debunkId(rumour);
        switch (change) {
            case PUBLISH -> review(local, producer, id, rumours.review(rumour));
            case PUBLISH_SECOND ->
                review(local, producer, SyntheticRumours.secondId(rumour), rumours.secondReview(rumour));
            case FIND_TRUE -> amend(local, producer, id, null, Verdict.TRUE, false);
            case REWORD ->
                amend(local, producer, id, "It is said: " + rumours.rumour(rumour) + ".", Verdict.MISLEADING, false);
            case RETRACT -> amend(local, producer, id, null, null, true);
            case GIVE_BACK -> amend(local, producer, id, null, null, false);
        }
    }

    private static void review(LocalPipeline local, KafkaProducer<String, byte[]> producer, String id, String review) {
        var _ = producer.send(
                new ProducerRecord<>(local.topics().debunksRaw().name(), id, review.getBytes(StandardCharsets.UTF_8)));
    }

    private void amend(
            LocalPipeline local,
            KafkaProducer<String, byte[]> producer,
            String id,
            @Nullable String claim,
            @Nullable Verdict verdict,
            boolean retract) {
        DebunkAmendment amendment = new DebunkAmendment(
                id, claim, null, verdict, null, null, retract, "benchmark", "to compare", clock.instant());
        send(producer, local.topics().debunkAmendments(), id, amendment);
    }

    private Post post(int number) {
        Instant now = clock.instant();
        String id = "post-" + number;
        if (random.nextInt(SPREADING) > 0) {
            return rumours.chat(id, number, now).post();
        }
        String text = rumours.spreading(random.nextInt(debunks), random.nextInt(SyntheticRumours.spreading()));
        // Every second one is the copy of another, to the letter.
        return SyntheticRumours.post(id, number % 2 == 0 ? text : text + " (" + number + ")", now)
                .post();
    }

    private static <V> void send(KafkaProducer<String, byte[]> producer, Topic<String, V> topic, String key, V value) {
        var _ = producer.send(new ProducerRecord<>(
                topic.name(), key, topic.values().serializer().serialize(topic.name(), value)));
    }

    private static void await(LocalPipeline local, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (!local.pipeline().live()) {
                throw new IllegalStateException("an application failed");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void replay(LocalPipeline local, String name, Replay.Input input, double live)
            throws IOException, InterruptedException, ExecutionException {
        CanardSettings production = local.settings();
        Replay planned = new ReplayPlanner(production, clock)
                .plan(new ReplayRequest(name, input, new TimeRange(Instant.EPOCH, null), null, List.of(), "benchmark"))
                .replay();
        ReplayRun run = new ReplayRun(production, local.replays(), meters, clock, new Progress(name, terminal));
        Replay replay = run.run(run.begin(planned));
        double seconds = replay.judgingMillis() / 1e3;
        RunAlerts alerts = new RunAlerts(production);
        Map<String, Alert> raised = alerts.of(replay);
        ComparedAlerts compared = ComparedAlerts.of(alerts.ofProduction(replay), raised);
        String title = "replay " + name;
        figures.put(
                title, "%,d posts in %.1f s, %.1f times as fast".formatted(replay.posts(), seconds, live / seconds));
        figures.put(title + ": alerts", "%,d".formatted(replay.alerts()));
        figures.put(
                title + ": alerts that differ",
                "%,d".formatted(compared.differing().size()));
        figures.put(
                title + ": the same to the last digit",
                "%,d of %,d".formatted(compared.sameNumbers(), compared.common()));
        figures.put(title + ": probabilities differ by at most", "%.5f".formatted(compared.furthest()));
        if (first.isEmpty()) {
            first = raised;
        } else {
            ComparedAlerts replays = ComparedAlerts.of(first, raised);
            figures.put(
                    title + ": as the first replay to the last digit",
                    "%,d of %,d".formatted(replays.sameNumbers(), replays.common()));
        }
        compared.differing().values().stream()
                .collect(Collectors.groupingBy(where -> where, TreeMap::new, Collectors.counting()))
                .forEach((where, count) -> terminal.note("%s: %,d differ: %s".formatted(title, count, where)));
    }

    /** Shows how far a replay is. */
    private record Progress(String name, Terminal terminal) implements ReplayObserver {

        @Override
        public void left(Step step, long records) {
            terminal.progress("replay %s: %s, %,d left".formatted(name, step, records));
        }

        @Override
        public void done(Step step, long records) {}
    }

    /** Where each partition ends, but for those that tell of replays. */
    private static Map<TopicPartition, Long> ends(LocalPipeline local) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> asked = local.topics().all().stream()
                .filter(topic -> !topic.name().equals(local.topics().replays().name()))
                .flatMap(topic -> IntStream.range(0, topic.partitioning().partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(local.clientProperties())) {
            return admin.listOffsets(asked).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        }
    }
}
