package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that talks to a Kafka cluster. */
final class ClusterOptions {

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "Kafka brokers; overrides kafka.bootstrap-servers.")
    private @Nullable String bootstrapServers;

    CanardSettings load() {
        CanardSettings loaded = settings.load();
        return bootstrapServers == null
                ? loaded
                : loaded.withKafka(loaded.kafka().withBootstrapServers(bootstrapServers));
    }
}
