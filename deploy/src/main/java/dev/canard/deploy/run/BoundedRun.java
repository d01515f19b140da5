package dev.canard.deploy.run;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.source.ImportProgress;
import dev.canard.deploy.source.Importer;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputKind;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.SourcePosition;
import dev.canard.metrics.Meters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges files of posts against files of debunks on an embedded broker: the real topologies, started in the order that lets
 * every post see every debunk. With a state directory a run that was cut off goes on where it stopped.
 */
public final class BoundedRun {

    private final CanardSettings settings;
    private final Meters meters;
    private final InstantSource clock;
    private final Terminal terminal;

    /**
     * What the posts took.
     *
     * @param time from the first one sent to the last one judged
     * @param cpu CPU time of the whole process in that time, broker included
     */
    public record Took(Duration time, Duration cpu) {}

    public BoundedRun(CanardSettings settings, Meters meters, InstantSource clock, Terminal terminal) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.terminal = terminal;
    }

    /**
     * Runs to the end of the input.
     *
     * @param stateDirectory where to keep all state; null takes a temporary directory
     * @param results receives what comes out
     */
    public Took run(List<InputFile> debunks, List<InputFile> posts, @Nullable Path stateDirectory, Results results)
            throws IOException, InterruptedException {
        terminal.note("Starting the embedded broker");
        Topologies topologies = new Topologies(settings, meters, clock);
        try (LocalPipeline local = LocalPipeline.start(settings, stateDirectory, topologies, meters);
                ResultReader reader = new ResultReader(local, results, _ -> {})) {
            Importer importer = new Importer(
                    local.clientProperties(), local.topics(), settings.ingest().maxPayloadBytes(), clock);
            Map<String, SourcePosition> positions = positions(local);

            // Debunks first, and the matcher last: its index reads all debunks before it takes the first post.
            local.pipeline().start(Application.DEBUNKS);
            local.pipeline().start(Application.INGEST);
            local.pipeline().start(Application.CLASSIFIER);
            local.pipeline().awaitRunning();
            send(importer, debunks, InputKind.DEBUNKS, positions);
            awaitIdle(local, Application.DEBUNKS, "debunks to encode");
            terminal.note("Filling the index");
            local.pipeline().start(Application.MATCHER);
            local.pipeline().awaitRunning();

            Instant start = clock.instant();
            Duration cpuBefore = processCpu();
            send(importer, posts, InputKind.POSTS, positions);
            awaitIdle(local, Application.INGEST, "posts to clean");
            awaitIdle(local, Application.CLASSIFIER, "posts to read for claims");
            awaitIdle(local, Application.MATCHER, "posts to match");
            Took took = new Took(
                    Duration.between(start, clock.instant()), processCpu().minus(cpuBefore));
            reader.finish();
            terminal.end();
            return took;
        }
    }

    private static Duration processCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Map<String, SourcePosition> positions(LocalPipeline local) {
        Map<String, SourcePosition> positions = new HashMap<>();
        try (TopicTail<SourcePosition> tail =
                new TopicTail<>(local.clientProperties(), local.topics().positions(), TopicTail.From.BEGINNING)) {
            tail.readToEnd(position -> positions.put(position.key(), position.value()));
        }
        return positions;
    }

    private void send(Importer importer, List<InputFile> files, InputKind kind, Map<String, SourcePosition> positions)
            throws IOException, InterruptedException {
        for (InputFile file : files) {
            Importer.Outcome outcome = importer.send(
                    file,
                    kind,
                    positions.get(Importer.sourceName(file, kind)),
                    Duration.ZERO,
                    new ImportProgress(file, terminal, 0));
            terminal.note("%s: %,d records sent%s"
                    .formatted(
                            file.name(),
                            outcome.records() + outcome.deadLetters(),
                            outcome.skipped() == 0 ? "" : ", %,d sent by an earlier run".formatted(outcome.skipped())));
        }
    }

    private void awaitIdle(LocalPipeline local, Application application, String what) throws InterruptedException {
        local.pipeline().awaitIdle(application, lag -> terminal.progress("%,d %s".formatted(lag, what)));
    }
}
