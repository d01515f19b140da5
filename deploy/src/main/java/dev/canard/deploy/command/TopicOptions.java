package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.SettingsLoader;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that read what has gone through Canard: where the topics are, and with what settings they were written. */
final class TopicOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of production in YAML; \"canard config\" lists the keys.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides one key of production. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "Kafka brokers; overrides kafka.bootstrap-servers.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--run-state",
            paramLabel = "DIR",
            description = "Works on what \"canard run --state DIR\" has kept, instead of a cluster.")
    private @Nullable Path runState;

    /** What a command does. */
    @FunctionalInterface
    interface Work {

        int on(CanardSettings settings) throws IOException, InterruptedException, ExecutionException;
    }

    /** Does some work on the cluster, or on an embedded broker over what a run has kept. */
    int with(Work work) throws IOException, InterruptedException, ExecutionException {
        CanardSettings settings = SettingsLoader.load(file, overrides);
        if (bootstrapServers != null) {
            settings = settings.withKafka(settings.kafka().withBootstrapServers(bootstrapServers));
        }
        if (runState == null) {
            return work.on(settings);
        }
        if (!Files.isDirectory(runState)) {
            throw new NoSuchFileException(runState.toString());
        }
        Meters meters = new Meters(new SimpleMeterRegistry());
        try (LocalPipeline local = LocalPipeline.start(
                settings, runState, new Topologies(settings, meters, InstantSource.system()), meters)) {
            return work.on(local.settings());
        }
    }
}
