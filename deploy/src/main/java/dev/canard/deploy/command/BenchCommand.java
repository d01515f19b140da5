package dev.canard.deploy.command;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.classifier.corenlp.StockPipeline;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.SentenceEncoders;
import dev.canard.deploy.run.ClassifierBenchmark;
import dev.canard.deploy.run.ConsoleBenchmark;
import dev.canard.deploy.run.IndexBenchmark;
import dev.canard.deploy.run.IngestBenchmark;
import dev.canard.deploy.run.LookBackBenchmark;
import dev.canard.deploy.run.ReplayBenchmark;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.event.Post;
import dev.canard.indexer.encoder.Encoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            @Mixin FigureOptions output,
            @Option(
                            names = "--debunks",
                            paramLabel = "N",
                            defaultValue = "20000",
                            description = "How many debunks. Default: ${DEFAULT-VALUE}")
                    int debunks,
            @Option(names = "--seed", defaultValue = "1", description = "Decides which ones. Default: ${DEFAULT-VALUE}")
                    long seed)
            throws IOException {
        Terminal terminal = Terminal.system();
        CanardSettings loaded = settings.load();
        try (IndexBenchmark benchmark =
                new IndexBenchmark(loaded, terminal, demoTexts(loaded, terminal), debunks, seed)) {
            return measured(terminal, output, benchmark::run);
        }
    }

    @Command(
            name = "look-back",
            description =
                    "Judges invented posts, then brings debunks of some of them and retracts them, and measures how soon alerts follow and how"
                            + " much longer posts wait meanwhile.")
    int lookBack(
            @Mixin SettingsOptions settings,
            @Mixin FigureOptions output,
            @Option(
                            names = "--posts",
                            paramLabel = "N",
                            defaultValue = "20000",
                            description = "How many posts come before. Default: ${DEFAULT-VALUE}")
                    int posts,
            @Option(
                            names = "--debunks",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "How many debunks, at most 50. Default: ${DEFAULT-VALUE}")
                    int debunks,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Posts a second that come meanwhile. Default: ${DEFAULT-VALUE}")
                    int rate,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            description = "Decides what they say. Default: ${DEFAULT-VALUE}")
                    long seed)
            throws IOException {
        Terminal terminal = Terminal.system();
        LookBackBenchmark benchmark = new LookBackBenchmark(settings.load(), terminal, posts, debunks, rate, seed);
        return measured(terminal, output, benchmark::run);
    }

    @Command(
            name = "ingest",
            description =
                    "Has the ingest stage alone take posts in Canard's JSON from an embedded broker, beside a bare pass-through of the same"
                            + " posts.")
    int ingest(
            @Mixin SettingsOptions settings,
            @Mixin FigureOptions output,
            @Option(
                            names = "--posts",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            description = "How many posts. Default: ${DEFAULT-VALUE}")
                    int posts,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            description = "Decides what they say. Default: ${DEFAULT-VALUE}")
                    long seed)
            throws IOException {
        Terminal terminal = Terminal.system();
        CanardSettings loaded = settings.load();
        IngestBenchmark benchmark = new IngestBenchmark(loaded, terminal, demoTexts(loaded, terminal), posts, seed);
        return measured(terminal, output, benchmark::run);
    }

    @Command(
            name = "replay",
            description =
                    "Judges invented posts while debunks come, are amended and taken back, then replays them with the same settings, and compares alerts"
                            + " and times.")
    int replay(
            @Mixin SettingsOptions settings,
            @Mixin FigureOptions output,
            @Option(
                            names = "--posts",
                            paramLabel = "N",
                            defaultValue = "50000",
                            description = "How many posts. Default: ${DEFAULT-VALUE}")
                    int posts,
            @Option(
                            names = "--debunks",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "How many debunks come meanwhile, 5 to 50. Default: ${DEFAULT-VALUE}")
                    int debunks,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            description = "Decides what posts say. Default: ${DEFAULT-VALUE}")
                    long seed)
            throws IOException {
        Terminal terminal = Terminal.system();
        ReplayBenchmark benchmark = new ReplayBenchmark(settings.load(), terminal, posts, debunks, seed);
        return measured(terminal, output, benchmark::run);
    }

    @Command(
            name = "console",
            description =
                    "Has simulated moderators decide in a console of many alerts, while others list and search, and kills it once; then looks for"
                            + " decisions that were lost or doubled.")
    int console(
            @Mixin SettingsOptions settings,
            @Mixin FigureOptions output,
            @Option(
                            names = "--alerts",
                            paramLabel = "N",
                            defaultValue = "100000",
                            description = "How many alerts there are before. Default: ${DEFAULT-VALUE}")
                    int alerts,
            @Option(
                            names = "--moderators",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many decide. Default: ${DEFAULT-VALUE}")
                    int moderators,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "200",
                            description = "Decisions a second of all together. Default: ${DEFAULT-VALUE}")
                    int rate,
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "60",
                            description =
                                    "How long; in the middle the console is killed and started again. Default: ${DEFAULT-VALUE}")
                    int seconds,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            description = "Decides what the alerts say and what is decided. Default: ${DEFAULT-VALUE}")
                    long seed)
            throws IOException {
        Terminal terminal = Terminal.system();
        ConsoleBenchmark benchmark = new ConsoleBenchmark(
                settings.load(), terminal, alerts, moderators, rate, Duration.ofSeconds(seconds), seed);
        return measured(terminal, output, benchmark::run);
    }

    /** What measures, given a directory to work in. */
    private interface Measurement {
        Map<String, String> run(Path directory) throws IOException, InterruptedException;
    }

    private static int measured(Terminal terminal, FigureOptions output, Measurement measurement) throws IOException {
        Path directory = Files.createTempDirectory("canard-bench-");
        try (Shutdown _ = new Shutdown(Thread.currentThread())) {
            output.print(measurement.run(directory), terminal);
            return 0;
        } catch (InterruptedException e) {
            terminal.end();
            terminal.note("Stopped.");
            return 130;
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    private static List<String> demoTexts(CanardSettings settings, Terminal terminal) throws IOException {
        InputReader reader = InputReader.of(settings, terminal);
        List<String> texts = new ArrayList<>();
        for (Debunk debunk : reader.debunks(List.of(InputFile.resource(DemoCommand.DEBUNKS)))) {
            texts.add(debunk.claim());
            texts.addAll(Encoders.bodySentences(debunk));
        }
        for (InputReader.ReadPost post : reader.posts(List.of(InputFile.resource(DemoCommand.POSTS)))) {
            texts.add(post.post().clean().value());
        }
        return texts;
    }

    @Command(
            name = "classifier",
            description =
                    "Measures the CPU time of reading a post's claims beside that of a stock CoreNLP pipeline on the same posts."
                            + " Needs a distribution that was built with: mvn -P stock-corenlp -DskipTests package")
    int classifier(
            @Mixin SettingsOptions settings,
            @Option(names = "--posts", required = true, paramLabel = "FILE", description = "Posts: TSV or JSON Lines.")
                    String file,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "500",
                            description = "How many of them are read. Default: ${DEFAULT-VALUE}")
                    int limit)
            throws IOException {
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        List<Post> posts = InputReader.of(loaded, terminal).posts(List.of(InputFile.named(file, null))).stream()
                .map(InputReader.ReadPost::post)
                .limit(limit)
                .toList();
        if (posts.isEmpty()) {
            throw new IOException(file + ": no post");
        }
        StockPipeline stock = new StockPipeline();
        try (Encoders encoders = Encoders.load(loaded.encoders())) {
            ClaimExtractor extractor = new ClaimExtractor(loaded.classifier(), SentenceEncoders.of(encoders));
            ClaimExtractor cheap = new ClaimExtractor(loaded.classifier(), List.of());
            terminal.print(new ClassifierBenchmark(extractor, cheap, stock, terminal)
                    .run(posts)
                    .text());
        }
        return 0;
    }
}
