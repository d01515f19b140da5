package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.evaluation.EvaluationResult;
import dev.canard.deploy.evaluation.HtmlReport;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.promotion.Promotions;
import dev.canard.deploy.replay.Comparison;
import dev.canard.deploy.replay.DiffExport;
import dev.canard.deploy.replay.DiffReport;
import dev.canard.deploy.replay.OffsetRange;
import dev.canard.deploy.replay.ReplayDiff;
import dev.canard.deploy.replay.ReplayObserver;
import dev.canard.deploy.replay.ReplayPlan;
import dev.canard.deploy.replay.ReplayPlanner;
import dev.canard.deploy.replay.ReplayRequest;
import dev.canard.deploy.replay.ReplayRun;
import dev.canard.deploy.replay.Replays;
import dev.canard.deploy.text.Table;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Replay;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges posts of the past once more. */
@Command(
        name = "replay",
        description = "Judges posts of the past once more, apart from production, and tells what would be different.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "For example, what a lower threshold would have caught in the last week:",
            "  canard replay run --name lower --last P7D --change policy.threshold=0.3 --execute",
            "  canard replay diff lower --report lower.html"
        })
public final class ReplayCommand implements Runnable {

    private final InstantSource clock = InstantSource.system();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "run", description = "Shows what a replay would do; with --execute does it.")
    int run(
            @Mixin ReplayOptions where,
            @ArgGroup(multiplicity = "1") ReplayRangeOptions range,
            @Option(names = "--name", paramLabel = "NAME", description = "What to call it. Default: the time") @Nullable
                    String name,
            @Option(
                            names = "--input",
                            defaultValue = "CLAIMS",
                            paramLabel = "TOPIC",
                            description =
                                    "claims takes the claims that production found, posts reads them anew: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
                    Replay.Input input,
            @Option(
                            names = "--debunks-as-of",
                            paramLabel = "TIME",
                            description = "The debunks as they stood then. Default: those of now")
                    @Nullable
                    Instant debunksAsOf,
            @Option(
                            names = "--change",
                            paramLabel = "KEY=VALUE",
                            description =
                                    "What is different from production, for instance policy.threshold=0.7. Repeatable.")
                    List<String> changes,
            @Option(
                            names = "--by",
                            paramLabel = "NAME",
                            defaultValue = "${sys:user.name}",
                            description = "Who does it; stays with the replay. Default: ${DEFAULT-VALUE}")
                    String by,
            @Option(names = "--execute", description = "Does it.") boolean execute)
            throws IOException, InterruptedException, ExecutionException {
        Instant now = clock.instant();
        String id = name == null ? ReplayRequest.nameAt(now) : name;
        return where.with(settings -> {
            // Of production is also what was promoted since it was configured.
            List<String> changed = new ArrayList<>(
                    new Promotions(ClientProperties.of(settings.kafka()), new Topics(settings.topics()), clock)
                            .overrides());
            if (changes != null) {
                changed.addAll(changes);
            }
            ReplayPlan plan = new ReplayPlanner(settings, clock)
                    .plan(new ReplayRequest(id, input, range.range(now), debunksAsOf, changed, by));
            Terminal terminal = Terminal.system();
            show(plan, terminal);
            if (!execute) {
                terminal.note("Nothing was done. With --execute it is.");
                return 0;
            }
            ReplayRun run = run(where, settings, plan.replay(), terminal);
            return execute(run, run.begin(plan.replay()), terminal);
        });
    }

    @Command(name = "resume", description = "Goes on with a replay that was cut off, with the same configuration.")
    int resume(
            @Mixin ReplayOptions where,
            @Parameters(paramLabel = "NAME", description = "The replay.") String id,
            @Option(
                            names = "--by",
                            paramLabel = "NAME",
                            defaultValue = "${sys:user.name}",
                            description = "Who does it; stays with the replay. Default: ${DEFAULT-VALUE}")
                    String by)
            throws IOException, InterruptedException, ExecutionException {
        return where.with(settings -> {
            Replay replay = new Replays(settings).existing(id);
            Terminal terminal = Terminal.system();
            if (replay.state() == Replay.State.FINISHED) {
                terminal.print("The replay %s is finished.".formatted(id));
                return 0;
            }
            ReplayRun run = run(where, settings, replay, terminal);
            return execute(run, run.resume(id, by), terminal);
        });
    }

    private ReplayRun run(ReplayOptions where, CanardSettings settings, Replay replay, Terminal terminal) {
        return new ReplayRun(
                settings,
                where.state(),
                new Meters(new SimpleMeterRegistry()),
                clock,
                new TerminalObserver(replay, terminal));
    }

    private static int execute(ReplayRun run, Replay replay, Terminal terminal) throws ExecutionException {
        try (Shutdown shutdown = new Shutdown(Thread.currentThread())) {
            try {
                Replay finished = run.run(replay);
                terminal.end();
                terminal.print("%,d posts judged in %.1f s, %,d open alerts. See: canard replay diff %s"
                        .formatted(finished.posts(), finished.judgingMillis() / 1e3, finished.alerts(), finished.id()));
                return 0;
            } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
                terminal.end();
                terminal.note("Stopped. \"canard replay resume %s\" goes on, \"canard replay clean %s\" removes it."
                        .formatted(replay.id(), replay.id()));
                return shutdown.requested() ? 130 : 1;
            }
        }
    }

    /** Tells on a terminal how far a replay is. */
    private record TerminalObserver(Replay replay, Terminal terminal) implements ReplayObserver {

        @Override
        public void left(Step step, long records) {
            terminal.progress(
                    switch (step) {
                        case COPY_DEBUNKS -> "%,d debunks to copy".formatted(records);
                        case COPY_INPUT -> "%,d posts to copy".formatted(records);
                        case READ_CLAIMS -> "%,d posts to read for claims".formatted(records);
                        case MATCH -> "%,d posts to match".formatted(records);
                    });
        }

        @Override
        public void done(Step step, long records) {
            switch (step) {
                case COPY_DEBUNKS ->
                    terminal.note("%,d debunks, %s"
                            .formatted(
                                    records,
                                    replay.debunksAsOf() == null
                                            ? "as they are now"
                                            : "as of " + replay.debunksAsOf()));
                case COPY_INPUT -> terminal.note("%,d posts to judge".formatted(records));
                case READ_CLAIMS, MATCH -> {}
            }
        }
    }

    private static void show(ReplayPlan plan, Terminal terminal) {
        Replay replay = plan.replay();
        terminal.print("""
                replay    %s
                input     %s %s, at most %,d records
                debunks   %s
                changes   %s
                expected  %s""".formatted(
                        replay.id(),
                        replay.input().name().toLowerCase(java.util.Locale.ROOT),
                        OffsetRange.of(replay)
                                .map(offsets -> "from the offsets %s to before %s"
                                        .formatted(offsets.fromText(), offsets.toText()))
                                .orElseGet(() -> "from %s to %s".formatted(replay.from(), replay.to())),
                        plan.records(),
                        replay.debunksAsOf() == null ? "as they are now" : "as of " + replay.debunksAsOf(),
                        replay.overrides().isEmpty() ? "none" : String.join(", ", replay.overrides()),
                        plan.expected() == null
                                ? "unknown: no such replay has been run yet"
                                : "%d s".formatted(Math.max(1, plan.expected().toSeconds()))));
    }

    @Command(name = "list", description = "Lists the replays.")
    int list(@Mixin ReplayOptions where) throws IOException, InterruptedException, ExecutionException {
        return where.with(settings -> {
            List<List<String>> rows = new ArrayList<>();
            for (Replay replay : new Replays(settings).all()) {
                rows.add(List.of(
                        replay.id(),
                        replay.state().name(),
                        OffsetRange.of(replay).map(OffsetRange::fromText).orElseGet(() -> "" + replay.from()),
                        OffsetRange.of(replay).map(OffsetRange::toText).orElseGet(() -> "" + replay.to()),
                        replay.debunksAsOf() == null ? "now" : "" + replay.debunksAsOf(),
                        "%,d".formatted(replay.posts()),
                        "%,d".formatted(replay.alerts()),
                        String.join(", ", replay.overrides())));
            }
            Terminal.system()
                    .print(new Table(
                                    "Replays",
                                    List.of("name", "state", "from", "to", "debunks", "posts", "alerts", "changes"),
                                    rows,
                                    List.of())
                            .text());
            return 0;
        });
    }

    @Command(
            name = "diff",
            description = "Compares the open alerts of a replay with those of production or of another replay.")
    int diff(
            @Mixin ReplayOptions where,
            @Parameters(paramLabel = "NAME", description = "The replay.") String id,
            @Option(names = "--against", paramLabel = "NAME", description = "Another replay. Default: production")
                    @Nullable
                    String against,
            @Option(
                            names = "--json",
                            paramLabel = "FILE",
                            description = "Writes each pair of post and debunk, one a line.")
                    @Nullable
                    Path json,
            @Option(names = "--csv", paramLabel = "FILE", description = "The same as a table for spreadsheets.")
                    @Nullable
                    Path csv,
            @Option(names = "--parquet", paramLabel = "FILE", description = "The same for tools such as DuckDB.")
                    @Nullable
                    Path parquet,
            @Option(
                            names = "--report",
                            paramLabel = "FILE",
                            description =
                                    "Writes a page with tables, a chart and the posts: one HTML file that needs no network.")
                    @Nullable
                    Path report)
            throws IOException, InterruptedException, ExecutionException {
        return where.with(settings -> {
            Comparison comparison = Comparison.of(settings, id, against);
            ReplayDiff diff = comparison.diff();
            EvaluationResult result = comparison.report();
            Terminal terminal = Terminal.system();
            for (Table table : DiffReport.forTerminal(result)) {
                terminal.print(table.text());
            }
            if (json != null) {
                DiffExport.jsonLines(diff, json);
            }
            if (csv != null) {
                DiffExport.csv(diff, csv);
            }
            if (parquet != null) {
                DiffExport.parquet(diff, parquet);
            }
            if (report != null) {
                HtmlReport.write(
                        report, result, comparison.command(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            }
            return 0;
        });
    }

    @Command(name = "clean", description = "Removes the topics, groups and state of a replay.")
    int clean(@Mixin ReplayOptions where, @Parameters(paramLabel = "NAME", description = "The replay.") String id)
            throws IOException, InterruptedException, ExecutionException {
        return where.with(settings -> {
            ReplayRun.clean(settings, where.state(), id);
            Terminal.system().print("The replay %s is removed.".formatted(id));
            return 0;
        });
    }
}
