package dev.canard.deploy.command;

import dev.canard.deploy.run.IndexBenchmark;
import dev.canard.deploy.text.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures speed. */
@Command(name = "bench", description = "Measures speed.", synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "index",
            description =
                    "Fills an index with made-up debunks and measures restore, restart, how soon changes are found, and search.")
    int index(
            @Mixin SettingsOptions settings,
            @Option(
                            names = "--debunks",
                            paramLabel = "N",
                            defaultValue = "20000",
                            description = "How many debunks. Default: ${DEFAULT-VALUE}")
                    int debunks,
            @Option(names = "--seed", defaultValue = "1", description = "Decides which ones. Default: ${DEFAULT-VALUE}")
                    long seed)
            throws IOException {
        Path directory = Files.createTempDirectory("canard-bench-");
        Terminal terminal = Terminal.system();
        try (Shutdown _ = new Shutdown(Thread.currentThread());
                IndexBenchmark benchmark = new IndexBenchmark(settings.load(), terminal, debunks, seed)) {
            Map<String, String> figures = benchmark.run(directory);
            figures.forEach((name, figure) -> terminal.print("%-50s %s".formatted(name, figure)));
            return 0;
        } catch (InterruptedException e) {
            terminal.end();
            terminal.note("Stopped.");
            return 130;
        } finally {
            Utils.delete(directory.toFile());
        }
    }
}
