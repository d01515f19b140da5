package dev.canard.deploy.replay;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.SettingsLoader;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.Pipeline;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.replay.ReplayObserver.Step;
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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Runs a replay: copies its posts and debunks into topics of its own, and lets the real topologies judge them there. Whatever it runs
 * knows no other names, so that production stays as it is but for {@link Topics#replays()}, which tells who began it and how it
 * ended. Cut off at any moment, it goes on where it stopped.
 */
public final class ReplayRun {

    private final CanardSettings production;
    private final Path stateDirectory;
    private final Meters meters;
    private final InstantSource clock;
    private final ReplayObserver observer;
    private final Replays replays;

    private @Nullable Thread runner;
    private @Nullable String cancelledBy;
    private boolean stopped;

    /**
     * @param production where the posts are, and what a replay changes
     * @param stateDirectory where the state of replays is kept; in the state of a pipeline of production, what its models have
     *     computed need not be computed again
     */
    public ReplayRun(
            CanardSettings production,
            Path stateDirectory,
            Meters meters,
            InstantSource clock,
            ReplayObserver observer) {
        this.production = production;
        this.stateDirectory = stateDirectory;
        this.meters = meters;
        this.clock = clock;
        this.observer = observer;
        replays = new Replays(production);
    }

    /**
     * Writes down that a replay begins.
     *
     * @param planned by {@link ReplayPlanner}
     * @return what to run
     * @throws ReplayConflictException if there is one of its name
     */
    public Replay begin(Replay planned) throws InterruptedException, ExecutionException, IOException {
        if (replays.named(planned.id()).isPresent()) {
            throw new ReplayConflictException(
                    "there is a replay %s already: resume or clean it, or choose another name".formatted(planned.id()));
        }
        // Of one of the same name, perhaps, that was cleaned from another machine.
        deleteState(stateDirectory, planned.id());
        replays.write(planned);
        return planned;
    }

    /**
     * Writes down that a replay goes on.
     *
     * @param by who wants it
     * @return what to run
     * @throws NoSuchReplayException if there is none of the name
     * @throws ReplayConflictException if it is finished, or was begun with other settings
     */
    public Replay resume(String id, String by) throws InterruptedException, ExecutionException {
        Replay replay = replays.existing(id);
        if (replay.state() == Replay.State.FINISHED) {
            throw new ReplayConflictException("the replay %s is finished".formatted(id));
        }
        changed(replay);
        Replay resumed = replay.resumed(by, clock.instant());
        replays.write(resumed);
        return resumed;
    }

    private CanardSettings changed(Replay replay) {
        CanardSettings changed =
                SettingsLoader.changed(production, replay.overrides()).withKafka(production.kafka());
        if (!ReplayPlanner.fingerprint(changed).equals(replay.settings())) {
            throw new ReplayConflictException(
                    "the replay %s was begun with other settings: give the same, or begin another"
                            .formatted(replay.id()));
        }
        return changed;
    }

    /**
     * Runs to the end, and writes down what became of it.
     *
     * @param replay by {@link #begin} or {@link #resume}
     * @return the replay as it ended
     * @throws InterruptedException if it was stopped
     */
    public Replay run(Replay replay) throws InterruptedException, ExecutionException {
        CanardSettings changed = changed(replay);
        try {
            enter();
            Replay finished = judged(replay, changed);
            // What stops it now comes too late.
            leave();
            boolean _ = Thread.interrupted();
            replays.write(finished);
            return finished;
        } catch (InterruptedException | InterruptException e) {
            writeStopped(replay);
            throw e;
        } catch (RuntimeException | ExecutionException e) {
            if (leave()) {
                writeStopped(replay);
                throw (InterruptedException) new InterruptedException("stopped").initCause(e);
            }
            replays.write(replay.failed(String.valueOf(e.getMessage()), clock.instant()));
            throw e;
        } finally {
            leave();
        }
    }

    private void writeStopped(Replay replay) throws InterruptedException, ExecutionException {
        leave();
        // What stopped it must not keep this from being written.
        boolean _ = Thread.interrupted();
        String by = cancelledBy();
        replays.write(by == null ? replay.interrupted(clock.instant()) : replay.cancelled(by, clock.instant()));
    }

    private synchronized void enter() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("stopped before it began");
        }
        runner = Thread.currentThread();
    }

    /** From now on nothing interrupts the thread; tells whether something did. */
    private synchronized boolean leave() {
        runner = null;
        return stopped;
    }

    private synchronized @Nullable String cancelledBy() {
        return cancelledBy;
    }

    /**
     * Stops it, soon.
     *
     * @param by who cancels it; null if its process ends
     */
    public synchronized void stop(@Nullable String by) {
        if (!stopped) {
            stopped = true;
            cancelledBy = by;
            if (runner != null) {
                runner.interrupt();
            }
        }
    }

    private Replay judged(Replay replay, CanardSettings changed) throws InterruptedException, ExecutionException {
        ReplaySpace space = ReplaySpace.of(changed, replay.id());
        Map<String, Object> clients = ClientProperties.of(production.kafka());
        Topics from = new Topics(production.topics());
        createTopics(space);
        copyDebunks(replay, from, space, clients);
        long posts = new InputCopy(clients, space)
                .copy(
                        replay,
                        ReplayPlanner.topicOf(replay.input(), from),
                        ReplayPlanner.topicOf(replay.input(), space.topics()),
                        left -> observer.left(Step.COPY_INPUT, left));
        observer.done(Step.COPY_INPUT, posts);
        long begun = System.nanoTime();
        judge(replay, space);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        return replay.finished(posts, openAlerts(space.topics(), clients).size(), millis, clock.instant());
    }

    private void createTopics(ReplaySpace space) throws InterruptedException, ExecutionException {
        Topics topics = space.topics();
        List<Topic<?, ?>> kept = Stream.<Topic<?, ?>>of(
                        topics.posts(),
                        topics.claims(),
                        topics.shares(),
                        topics.debunks(),
                        topics.debunkChanges(),
                        topics.matches(),
                        topics.alerts(),
                        topics.shareCounts(),
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
        try (Encoders encoders = Encoders.load(space.settings().encoders());
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
                observer.left(Step.COPY_DEBUNKS, debunks.size() - done);
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped while copying debunks");
                }
            }
            for (Future<?> one : sent) {
                one.get();
            }
            observer.done(Step.COPY_DEBUNKS, debunks.size());
        }
    }

    private void judge(Replay replay, ReplaySpace space) throws InterruptedException {
        Path directory = stateDirectory.resolve(replay.id());
        Topologies topologies = new Topologies(space.settings(), meters, clock);
        // Replays of the same posts, and of what production has judged on this machine, are many times as fast.
        topologies.rememberIn(
                stateDirectory.resolve(Pipeline.RESULTS),
                stateDirectory.toAbsolutePath().resolveSibling(Pipeline.RESULTS));
        try (Pipeline pipeline = new Pipeline(space.settings(), directory, topologies, meters)) {
            // Its index reads all debunks before it takes the first post.
            pipeline.start(Application.MATCHER);
            pipeline.awaitRunning();
            if (replay.input() == Replay.Input.POSTS) {
                pipeline.start(Application.CLASSIFIER);
                pipeline.awaitRunning();
                pipeline.awaitIdle(Application.CLASSIFIER, lag -> observer.left(Step.READ_CLAIMS, lag));
            }
            pipeline.awaitIdle(Application.MATCHER, lag -> observer.left(Step.MATCH, lag));
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

    /**
     * Removes the topics, groups and state of a replay, and forgets it; with the last one, what was
     * remembered for all of them.
     *
     * @throws NoSuchReplayException if there is none of the name
     */
    public static void clean(CanardSettings production, Path stateDirectory, String id)
            throws InterruptedException, ExecutionException, IOException {
        Replays replays = new Replays(production);
        replays.existing(id);
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
        deleteState(stateDirectory, id);
        replays.forget(id);
        if (replays.all().isEmpty()) {
            deleteState(stateDirectory, Pipeline.RESULTS);
        }
    }

    private static void deleteState(Path stateDirectory, String id) throws IOException {
        Path directory = stateDirectory.resolve(id);
        if (Files.exists(directory)) {
            Utils.delete(directory.toFile());
        }
    }
}
