package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.run.BoundedRun;
import dev.canard.deploy.run.Results;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Match;
import dev.canard.event.PostMatches;
import dev.canard.indexer.training.RetrievalEvaluation;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures quality on labelled data. */
@Command(
        name = "evaluate",
        description = "Measures quality on labelled data.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = EvaluateClaimsCommand.class)
public final class EvaluateCommand implements Runnable {

    /** As deep as the deepest measure looks. */
    private static final int CANDIDATES = 100;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "retrieval",
            description = "Ranks debunks for posts with the real pipeline, writes a TREC run file and, given qrels, "
                    + "prints MAP@1/3/5, MRR and recall.")
    int retrieval(
            @Mixin SettingsOptions settings,
            @Option(names = "--debunks", required = true, paramLabel = "FILE", description = "TSV or JSON Lines.")
                    String debunks,
            @Option(names = "--posts", required = true, paramLabel = "FILE", description = "TSV or JSON Lines.")
                    String posts,
            @Option(
                            names = "--qrels",
                            paramLabel = "FILE",
                            description = "Which post is about which debunk: post, 0, debunk, relevance.")
                    @Nullable
                    Path qrels,
            @Option(names = "--run", required = true, paramLabel = "FILE", description = "The run file to write.")
                    Path run)
            throws IOException {
        CanardSettings loaded = settings.load();
        CanardSettings deep = loaded.withPolicy(loaded.policy().withCandidates(CANDIDATES));
        Terminal terminal = Terminal.system();
        RetrievalEvaluation evaluation = new RetrievalEvaluation(qrels == null ? Map.of() : readQrels(qrels));
        InstantSource clock = InstantSource.system();
        List<InputFile> debunkFiles = List.of(InputFile.named(debunks, null));
        List<InputFile> postFiles = List.of(InputFile.named(posts, null));
        try (Shutdown _ = new Shutdown(Thread.currentThread());
                Results results = new Results(Results.Files.NONE, clock, verdict -> add(evaluation, verdict))) {
            new BoundedRun(deep, new Meters(new SimpleMeterRegistry()), clock, terminal)
                    .run(debunkFiles, postFiles, null, results);
        } catch (InterruptedException e) {
            terminal.end();
            terminal.note("Stopped.");
            return 130;
        }
        evaluation.writeRun(run, "canard");
        if (qrels != null) {
            evaluation
                    .measures()
                    .forEach((name, value) -> terminal.print(String.format(Locale.ROOT, "%-10s %.4f", name, value)));
        }
        return 0;
    }

    /** The debunks in their order, behind them their copies: those of a better debunk first. */
    private static void add(RetrievalEvaluation evaluation, PostMatches verdict) {
        List<String> ids = new ArrayList<>();
        verdict.matches().forEach(match -> ids.add(match.debunk().id()));
        verdict.matches().stream().map(Match::twins).forEach(ids::addAll);
        evaluation.add(verdict.post().id(), ids);
    }

    private static Map<String, Set<String>> readQrels(Path file) throws IOException {
        Map<String, Set<String>> relevant = new HashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            int number = 0;
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                String[] fields = line.strip().split("\\s+", -1);
                if (line.isBlank()) {
                    continue;
                }
                if (fields.length != 4) {
                    throw new IOException(
                            "%s:%d: %d fields where a line of qrels has 4".formatted(file, number, fields.length));
                }
                if (!fields[3].equals("0")) {
                    relevant.computeIfAbsent(fields[0], _ -> new HashSet<>()).add(fields[2]);
                }
            }
        }
        return relevant;
    }
}
