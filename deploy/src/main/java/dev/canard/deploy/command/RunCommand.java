package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.run.BoundedRun;
import dev.canard.deploy.run.Results;
import dev.canard.deploy.run.RunTable;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.text.DeadLetterText;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.DeadLetter;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges files of posts, then ends. */
@Command(
        name = "run",
        description = "Judges files of posts against files of debunks on an embedded broker, then ends.",
        footer = {
            "",
            "Debunks: ClaimReview as JSON, JSON Lines or in pages; CSV or TSV with the",
            "columns id or url, claim and, if known, title, subtitle, date, verdict; or",
            "articles; in files, folders or at addresses. Posts: JSON Lines of Canard's own",
            "form or, with --format, as a platform writes them; CSV or TSV with id and text."
        })
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--debunks", required = true, arity = "1..*", paramLabel = "FILE", description = "Debunks.")
    private List<String> debunks = new ArrayList<>();

    @Option(
            names = "--posts",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Posts; - is standard input.")
    private List<String> posts = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            completionCandidates = PostFormatNames.class,
            converter = PostFormatNames.class,
            description = "What the posts are: ${COMPLETION-CANDIDATES}. Default: canard, Canard's own form.")
    private @Nullable String format;

    @Option(names = "--alerts", paramLabel = "FILE", description = "Writes the open alerts as JSON Lines.")
    private @Nullable Path alerts;

    @Option(names = "--matches", paramLabel = "FILE", description = "Writes every post's matches as JSON Lines.")
    private @Nullable Path matches;

    @Option(
            names = "--dead-letters",
            paramLabel = "FILE",
            description = "Writes what could not be read as JSON Lines: the bytes, their place and the cause.")
    private @Nullable Path deadLetters;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Keeps all state here; a run that was cut off goes on from there.")
    private @Nullable Path state;

    @Override
    public Integer call() throws IOException {
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        InstantSource clock = InstantSource.system();
        List<InputFile> debunkFiles = files(debunks);
        List<InputFile> postFiles =
                files(posts).stream().map(file -> file.withFormat(format)).toList();
        try (Shutdown shutdown = new Shutdown(Thread.currentThread())) {
            try (Results results = new Results(new Results.Files(alerts, matches, deadLetters), clock, _ -> {})) {
                BoundedRun run = new BoundedRun(loaded, new Meters(registry), clock, terminal);
                BoundedRun.Took took = run.run(debunkFiles, postFiles, state, results);
                tellDeadLetters(results, terminal);
                terminal.print(RunTable.of(results, took, registry));
                return 0;
            } catch (InterruptedException e) {
                terminal.end();
                terminal.note(state == null ? "Stopped." : "Stopped; the same command goes on where it stopped.");
                return shutdown.requested() ? 130 : 1;
            }
        }
    }

    private static void tellDeadLetters(Results results, Terminal terminal) {
        for (DeadLetter letter : results.firstDeadLetters()) {
            terminal.note(DeadLetterText.of(letter));
        }
        long more = results.deadLetters() - results.firstDeadLetters().size();
        if (more > 0) {
            terminal.note("… and %,d more that could not be read; --dead-letters FILE writes them all".formatted(more));
        }
    }

    private static List<InputFile> files(List<String> arguments) throws IOException {
        List<InputFile> files = new ArrayList<>();
        for (String argument : arguments) {
            files.addAll(InputFile.allNamed(argument, null));
        }
        return files;
    }
}
