package dev.canard.deploy.replay;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.Pipeline;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.Replay;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.utils.Utils;

/**
 * Runs a replay: copies its posts and debunks into topics of its own, and lets the real topologies judge them there. Whatever it runs
 * knows no other names, so that production stays as it is but for {@link Topics#replays()}. Cut off at any moment, it goes on
 * where it stopped.
 */
public final class ReplayRun {

    private final CanardSettings production;
    private final CanardSettings changed;
    private final Path stateDirectory;
    private final Meters meters;
    private final InstantSource clock;
    private final Terminal terminal;

    /**
     * @param production where the posts are
     * @param changed how they shall be judged
     * @param stateDirectory where the state of replays is kept
     */
    public ReplayRun(
            CanardSettings production,
            CanardSettings changed,
            Path stateDirectory,
            Meters meters,
            InstantSource clock,
            Terminal terminal) {
        this.production = production;
        this.changed = changed;
        this.stateDirectory = stateDirectory;
        this.meters = meters;
        this.clock = clock;
        this.terminal = terminal;
    }

    /**
     * Runs to the end.
     *
     * @return the replay as it ended
     * @throws IllegalArgumentException if it was begun with other settings
     */
    public Replay run(Replay replay) throws InterruptedException, ExecutionException {
        String settings = ReplayPlanner.fingerprint(changed);
        if (!settings.equals(replay.settings())) {
            throw new IllegalArgumentException(
                    "the replay %s was begun with other settings: give the same, or begin another"
                            .formatted(replay.id()));
        }
        Replays replays = new Replays(production);
        ReplaySpace space = ReplaySpace.of(changed, replay.id());
        Map<String, Object> clients = ClientProperties.of(production.kafka());
        Topics from = new Topics(production.topics());
        createTopics(space);
        replays.write(replay);
        copyDebunks(replay, from, space, clients);
        long posts = new InputCopy(clients, space)
                .copy(
                        replay,
                        ReplayPlanner.topicOf(replay.input(), from),
                        ReplayPlanner.topicOf(replay.input(), space.topics()),
                        left -> terminal.progress("%,d posts to copy".formatted(left)));
        terminal.note("%,d posts to judge".formatted(posts));
        long begun = System.nanoTime();
        judge(replay, space);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        Replay finished =
                replay.finished(posts, openAlerts(space.topics(), clients).size(), millis, clock.instant());
        replays.write(finished);
        return finished;
    }

    private void createTopics(ReplaySpace space) throws InterruptedException, ExecutionException {
        Topics topics = space.topics();
        List<Topic<?, ?>> kept = Stream.<Topic<?, ?>>of(
                        topics.posts(),
                        topics.claims(),
                        topics.debunks(),
                        topics.debunkChanges(),
                        topics.matches(),
                        topics.alerts(),
                        topics.deadLetters())
                // Posts are as old as they are: no broker may take that for a reason to delete them.
                .<Topic<?, ?>>map(Topic::keptForEver)
                .toList();
        try (Admin admin = Admin.create(ClientProperties.ofAdmin(production.kafka()))) {
            new TopicCreator(admin, space.settings().topics()).createMissing(kept);
        }
    }

    private void copyDebunks(Replay replay, Topics from, ReplaySpace space, Map<String, Object> clients)
            throws InterruptedException, ExecutionException {
        Topic<String, Debunk> to = space.topics().debunks();
        Set<String> there;
        try (TopicTail<Debunk> tail = new TopicTail<>(clients, to, TopicTail.From.BEGINNING)) {
            there = tail.readTable().keySet();
        }
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        try (Encoders encoders = Encoders.load(changed.encoders());
                KafkaProducer<String, Debunk> producer = new KafkaProducer<>(
                        properties, to.keys().serializer(), to.values().serializer())) {
            Collection<Debunk> debunks =
                    new DebunksAsOf(clients, from, encoders.ids(), encoders::vectorsOf).at(replay.debunksAsOf());
            List<Future<?>> sent = new ArrayList<>();
            int done = 0;
            for (Debunk debunk : debunks) {
                if (!there.contains(debunk.id())) {
                    sent.add(producer.send(new ProducerRecord<>(to.name(), debunk.id(), debunk)));
                }
                done++;
                terminal.progress("%,d of %,d debunks copied".formatted(done, debunks.size()));
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped while copying debunks");
                }
            }
            for (Future<?> one : sent) {
                one.get();
            }
            terminal.note("%,d debunks, %s"
                    .formatted(
                            debunks.size(),
                            replay.debunksAsOf() == null ? "as they are now" : "as of " + replay.debunksAsOf()));
        }
    }

    private void judge(Replay replay, ReplaySpace space) throws InterruptedException {
        Path directory = stateDirectory.resolve(replay.id());
        Topologies topologies = new Topologies(space.settings(), meters, clock);
        // Replays of the same posts with another policy are many times as fast.
        topologies.rememberIn(stateDirectory.resolve(Pipeline.RESULTS));
        try (Pipeline pipeline = new Pipeline(space.settings(), directory, topologies, meters)) {
            // Its index reads all debunks before it takes the first post.
            pipeline.start(Application.MATCHER);
            pipeline.awaitRunning();
            if (replay.input() == Replay.Input.POSTS) {
                pipeline.start(Application.CLASSIFIER);
                pipeline.awaitRunning();
                pipeline.awaitIdle(
                        Application.CLASSIFIER,
                        lag -> terminal.progress("%,d posts to read for claims".formatted(lag)));
            }
            pipeline.awaitIdle(Application.MATCHER, lag -> terminal.progress("%,d posts to match".formatted(lag)));
            terminal.end();
        }
    }

    /** The alerts that are open, by id. */
    static Map<String, Alert> openAlerts(Topics topics, Map<String, Object> clients) {
        try (TopicTail<Alert> tail = new TopicTail<>(clients, topics.alerts(), TopicTail.From.BEGINNING)) {
            Map<String, Alert> alerts = tail.readTable();
            alerts.values().removeIf(alert -> alert.status() != Alert.Status.OPEN);
            return alerts;
        }
    }

    /** Removes the topics, groups and state of a replay, and forgets it; with the last one, what was remembered for all of them. */
    public static void clean(CanardSettings production, Path stateDirectory, String id)
            throws InterruptedException, ExecutionException, IOException {
        ReplaySpace space = ReplaySpace.of(production, id);
        try (Admin admin = Admin.create(ClientProperties.ofAdmin(production.kafka()))) {
            List<String> groups = space.ownOf(admin.listGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .toList());
            for (String group : groups) {
                try {
                    admin.deleteConsumerGroups(List.of(group)).all().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                        throw e;
                    }
                }
            }
            admin.deleteTopics(space.ownOf(admin.listTopics().names().get()))
                    .all()
                    .get();
        }
        Path directory = stateDirectory.resolve(id);
        if (Files.exists(directory)) {
            Utils.delete(directory.toFile());
        }
        Replays replays = new Replays(production);
        replays.forget(id);
        if (replays.all().isEmpty()) {
            Utils.delete(stateDirectory.resolve(Pipeline.RESULTS).toFile());
        }
    }
}
