package dev.canard.deploy.replay;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.event.Replay;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs replays in the background of a process that does something else too: one at a time, since each loads the models once more. What
 * it counts is no part of the process's metrics. When it is closed, the replay that runs is stopped, and can be resumed by any other
 * process. Thread-safe.
 */
public final class ReplayRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);

    /** What a process that is told to end can wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final CanardSettings production;
    private final Path stateDirectory;
    private final InstantSource clock;

    private volatile @Nullable Job job;
    private volatile boolean closed;

    /**
     * @param production where the posts are, and what a replay changes
     * @param stateDirectory where the state of replays is kept
     */
    public ReplayRunner(CanardSettings production, Path stateDirectory, InstantSource clock) {
        this.production = production;
        this.stateDirectory = stateDirectory;
        this.clock = clock;
    }

    private record Job(Replay replay, ReplayRun run, ReplayProgress progress, Thread thread) {}

    /**
     * A replay that runs here.
     *
     * @param id its name
     * @param progress how far it is
     */
    public record Running(String id, ReplayProgress.Snapshot progress) {}

    /** The one that runs here now. */
    public Optional<Running> running() {
        return Optional.ofNullable(job)
                .map(current ->
                        new Running(current.replay().id(), current.progress().snapshot()));
    }

    /**
     * Begins a replay and returns.
     *
     * @throws ReplayConflictException if there is one of its name, or one runs here
     */
    public synchronized Replay start(ReplayPlan plan) throws InterruptedException, ExecutionException, IOException {
        requireFree();
        ReplayProgress progress = new ReplayProgress(clock, plan.expected());
        ReplayRun run = run(progress);
        return launch(run.begin(plan.replay()), run, progress);
    }

    /**
     * Goes on with a replay and returns.
     *
     * @param by who wants it
     * @throws NoSuchReplayException if there is none of the name
     * @throws ReplayConflictException if it is finished, was begun with other settings, or one runs here
     */
    public synchronized Replay resume(String id, String by) throws InterruptedException, ExecutionException {
        requireFree();
        ReplayProgress progress = new ReplayProgress(clock, null);
        ReplayRun run = run(progress);
        return launch(run.resume(id, by), run, progress);
    }

    private void requireFree() {
        Job current = job;
        if (current != null) {
            throw new ReplayConflictException("the replay %s runs: wait for its end, or cancel it"
                    .formatted(current.replay().id()));
        }
        if (closed) {
            throw new ReplayConflictException("this process ends");
        }
    }

    private ReplayRun run(ReplayProgress progress) {
        return new ReplayRun(production, stateDirectory, new Meters(new SimpleMeterRegistry()), clock, progress);
    }

    private Replay launch(Replay replay, ReplayRun run, ReplayProgress progress) {
        Thread thread = Thread.ofPlatform().name("replay").daemon().unstarted(() -> work(replay, run));
        job = new Job(replay, run, progress, thread);
        thread.start();
        LOG.info("replay {} begins, asked for by {}", replay.id(), replay.changedBy());
        return replay;
    }

    private void work(Replay replay, ReplayRun run) {
        try {
            Replay finished = run.run(replay);
            LOG.info("replay {}: {} posts judged", finished.id(), finished.posts());
        } catch (InterruptedException | InterruptException e) {
            LOG.info("replay {} is stopped", replay.id());
        } catch (ExecutionException | RuntimeException e) {
            LOG.error("replay {} failed", replay.id(), e);
        } finally {
            job = null;
        }
    }

    /**
     * Stops a replay, soon.
     *
     * @throws ReplayConflictException if it does not run here
     */
    public void cancel(String id, String by) {
        Job current = job;
        if (current == null || !current.replay().id().equals(id)) {
            throw new ReplayConflictException("the replay %s does not run in this process".formatted(id));
        }
        current.run().stop(by);
    }

    /**
     * Removes a replay.
     *
     * @throws NoSuchReplayException if there is none of the name
     * @throws ReplayConflictException if it runs here
     */
    public synchronized void clean(String id) throws InterruptedException, ExecutionException, IOException {
        Job current = job;
        if (current != null && current.replay().id().equals(id)) {
            throw new ReplayConflictException("the replay %s runs: cancel it first".formatted(id));
        }
        ReplayRun.clean(production, stateDirectory, id);
    }

    /** Stops what runs, and waits for some seconds until it has ended. */
    @Override
    public void close() {
        closed = true;
        Job current = job;
        if (current != null) {
            current.run().stop(null);
            try {
                current.thread().join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
