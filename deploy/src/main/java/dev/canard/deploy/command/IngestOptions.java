package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.text.Terminal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every source. */
final class IngestOptions {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--from-beginning",
            description =
                    "Passes over how far an earlier process has read the source, which is otherwise gone on from.")
    private boolean fromBeginning;

    CanardSettings settings() {
        return cluster.load();
    }

    Ingestions ingestions(CanardSettings settings) {
        return new Ingestions(settings, Terminal.system(), fromBeginning);
    }
}
