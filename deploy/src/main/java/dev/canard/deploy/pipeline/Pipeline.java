package dev.canard.deploy.pipeline;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running applications of one process. They talk through topics only, so that it makes no difference which of them run
 * here and which elsewhere.
 */
public final class Pipeline implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(50);

    /** What is remembered of models lies there, in the directory of the state. No replay can be called so. */
    public static final String RESULTS = "model_results";

    private final CanardSettings settings;
    private final Path stateDirectory;
    private final Topics topics;
    private final Topologies topologies;
    private final Meters meters;
    private final Admin admin;
    private final Map<Application, KafkaStreams> running = new ConcurrentHashMap<>();
    private final Map<Application, Throwable> failures = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean started;

    /**
     * A pipeline in which nothing runs yet.
     *
     * @param settings with the servers to use
     * @param stateDirectory where local state is kept; a restart on the same directory needs not rebuild it
     */
    public Pipeline(CanardSettings settings, Path stateDirectory, Topologies topologies, Meters meters) {
        this.settings = settings;
        this.stateDirectory = stateDirectory;
        this.topologies = topologies;
        this.meters = meters;
        topologies.rememberIn(stateDirectory.resolve(RESULTS), null);
        topics = new Topics(settings.topics());
        admin = Admin.create(ClientProperties.of(settings.kafka()));
    }

    /** Starts applications. Where there are none, as for a console alone, it is ready at once. */
    public void start(Collection<Application> applications) {
        applications.forEach(this::start);
        started = true;
    }

    /** Starts an application. */
    public void start(Application application) {
        KafkaStreams streams = new KafkaStreams(
                topologies.of(application),
                StreamsProperties.of(
                        settings, topics, application, topologies.id(application), stateDirectory, meters));
        streams.setUncaughtExceptionHandler(failure -> {
            if (closed.getCount() == 0) {
                // It was at its last records for so long that what they need is closed: they are not committed.
                log.debug("{} was stopped", application, failure);
            } else {
                failures.putIfAbsent(application, failure);
                log.error("{} stops: {}", application, failure.getMessage(), failure);
            }
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        running.put(application, streams);
        streams.start();
        started = true;
    }

    /**
     * Waits until all started applications run: their state is restored and the index has caught up with the debunks that
     * were there when it started.
     *
     * @throws IllegalStateException if one of them fails
     */
    public void awaitRunning() throws InterruptedException {
        while (!ready()) {
            pause();
        }
    }

    /**
     * Waits until an application has worked off all its input, and its results are committed.
     *
     * @param progress is told the lag from time to time
     * @throws IllegalStateException if one of the applications fails
     */
    public void awaitIdle(Application application, LongConsumer progress) throws InterruptedException {
        for (long lag = lag(application); lag > 0; lag = lag(application)) {
            progress.accept(lag);
            pause();
        }
    }

    /** How many records an application is behind. */
    public long lag(Application application) throws InterruptedException {
        try {
            String id = topologies.id(application);
            return GroupLag.of(admin, id, application.inputs(topics, id));
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot read the lag of " + application + ": " + e.getCause(), e);
        }
    }

    /** The started applications and their states. */
    public Map<Application, KafkaStreams.State> states() {
        Map<Application, KafkaStreams.State> states = new EnumMap<>(Application.class);
        running.forEach((application, streams) -> states.put(application, streams.state()));
        return states;
    }

    /** Whether every started application runs; false before the first start. */
    public boolean ready() {
        return started && states().values().stream().allMatch(KafkaStreams.State.RUNNING::equals);
    }

    /** Whether no application has failed. */
    public boolean live() {
        return failures.isEmpty();
    }

    /** Waits until the pipeline is closed or one of its applications fails. */
    public void awaitEnd() throws InterruptedException {
        while (closed.getCount() > 0) {
            pause();
        }
    }

    private void pause() throws InterruptedException {
        closed.await(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        failures.forEach((application, failure) -> {
            throw new IllegalStateException(application + " failed: " + failure.getMessage(), failure);
        });
    }

    @Override
    public void close() {
        closed.countDown();
        try (var closers = Executors.newVirtualThreadPerTaskExecutor()) {
            running.values().forEach(streams -> closers.execute(() -> streams.close(CLOSE_TIMEOUT)));
        }
        admin.close(CLOSE_TIMEOUT);
        topologies.close();
    }

    /** All applications of some roles. */
    public static Set<Application> applicationsOf(Set<Application.Role> roles) {
        Set<Application> applications = java.util.EnumSet.noneOf(Application.class);
        roles.forEach(role -> applications.addAll(role.applications()));
        return applications;
    }
}
