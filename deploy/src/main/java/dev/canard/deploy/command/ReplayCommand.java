package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.evaluation.EvaluationResult;
import dev.canard.deploy.evaluation.HtmlReport;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.promotion.Promotions;
import dev.canard.deploy.replay.DiffExport;
import dev.canard.deploy.replay.DiffReport;
import dev.canard.deploy.replay.ReplayDiff;
import dev.canard.deploy.replay.ReplayPlan;
import dev.canard.deploy.replay.ReplayPlanner;
import dev.canard.deploy.replay.ReplayRun;
import dev.canard.deploy.replay.Replays;
import dev.canard.deploy.replay.RunAlerts;
import dev.canard.deploy.text.Table;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Promotion;
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
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

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
            @ArgGroup(multiplicity = "1") SinceOptions range,
            @Option(names = "--to", paramLabel = "TIME", description = "Only posts before then. Default: now") @Nullable
                    Instant to,
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
            @Option(names = "--execute", description = "Does it.") boolean execute)
            throws IOException, InterruptedException, ExecutionException {
        Instant now = clock.instant();
        String id = name == null ? NAME.format(now) : name;
        return where.with((settings, overrides) -> {
            // Of production is also what was promoted since it was configured.
            List<String> changed = new ArrayList<>(
                    new Promotions(ClientProperties.of(settings.kafka()), new Topics(settings.topics()), clock)
                            .current()
                            .map(Promotion::overrides)
                            .orElse(List.of()));
            if (changes != null) {
                changed.addAll(changes);
            }
            CanardSettings replayed = overrides.plus(changed, settings.kafka());
            ReplayPlan plan = new ReplayPlanner(settings, clock)
                    .plan(id, input, range.from(now), to, debunksAsOf, replayed, changed);
            Terminal terminal = Terminal.system();
            show(plan, terminal);
            if (!execute) {
                terminal.note("Nothing was done. With --execute it is.");
                return 0;
            }
            if (new Replays(settings).named(id).isPresent()) {
                throw new IllegalArgumentException("there is a replay " + id + " already: \"canard replay resume " + id
                        + "\" ends it, \"canard replay clean " + id + "\" removes it");
            }
            return execute(where, settings, replayed, plan.replay(), terminal);
        });
    }

    @Command(name = "resume", description = "Goes on with a replay that was cut off, with the same configuration.")
    int resume(@Mixin ReplayOptions where, @Parameters(paramLabel = "NAME", description = "The replay.") String id)
            throws IOException, InterruptedException, ExecutionException {
        return where.with((settings, overrides) -> {
            Replay replay = named(settings, id);
            Terminal terminal = Terminal.system();
            if (replay.state() == Replay.State.FINISHED) {
                terminal.print("The replay %s is finished.".formatted(id));
                return 0;
            }
            return execute(where, settings, overrides.plus(replay.overrides(), settings.kafka()), replay, terminal);
        });
    }

    private int execute(
            ReplayOptions where, CanardSettings settings, CanardSettings replayed, Replay replay, Terminal terminal)
            throws ExecutionException {
        try (Shutdown shutdown = new Shutdown(Thread.currentThread())) {
            try {
                Replay finished = new ReplayRun(
                                settings,
                                replayed,
                                where.state(),
                                new Meters(new SimpleMeterRegistry()),
                                clock,
                                terminal)
                        .run(replay);
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

    private static void show(ReplayPlan plan, Terminal terminal) {
        Replay replay = plan.replay();
        terminal.print("""
                replay    %s
                input     %s from %s to %s, at most %,d records
                debunks   %s
                changes   %s
                expected  %s""".formatted(
                        replay.id(),
                        replay.input().name().toLowerCase(java.util.Locale.ROOT),
                        replay.from(),
                        replay.to(),
                        plan.records(),
                        replay.debunksAsOf() == null ? "as they are now" : "as of " + replay.debunksAsOf(),
                        replay.overrides().isEmpty() ? "none" : String.join(", ", replay.overrides()),
                        plan.expected() == null
                                ? "unknown: no such replay has been run yet"
                                : "%d s".formatted(Math.max(1, plan.expected().toSeconds()))));
    }

    @Command(name = "list", description = "Lists the replays.")
    int list(@Mixin ReplayOptions where) throws IOException, InterruptedException, ExecutionException {
        return where.with((settings, _) -> {
            List<List<String>> rows = new ArrayList<>();
            for (Replay replay : new Replays(settings).all()) {
                rows.add(List.of(
                        replay.id(),
                        replay.state().name(),
                        "" + replay.from(),
                        "" + replay.to(),
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
        return where.with((settings, _) -> {
            Replay replay = finished(settings, id);
            RunAlerts alerts = new RunAlerts(settings);
            Map<String, dev.canard.event.Alert> before =
                    against == null ? alerts.ofProduction(replay) : alerts.of(finished(settings, against));
            ReplayDiff diff = ReplayDiff.of(before, alerts.of(replay), alerts.decided(replay));
            String name = against == null ? "production" : against;
            EvaluationResult result = new DiffReport(diff, name, id).of(alerts.secondsPerDecision());
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
                        report,
                        result,
                        "canard replay diff %s%s".formatted(id, against == null ? "" : " --against " + against),
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            }
            return 0;
        });
    }

    @Command(name = "clean", description = "Removes the topics, groups and state of a replay.")
    int clean(@Mixin ReplayOptions where, @Parameters(paramLabel = "NAME", description = "The replay.") String id)
            throws IOException, InterruptedException, ExecutionException {
        return where.with((settings, _) -> {
            named(settings, id);
            ReplayRun.clean(settings, where.state(), id);
            Terminal.system().print("The replay %s is removed.".formatted(id));
            return 0;
        });
    }

    private static Replay finished(CanardSettings settings, String id) {
        Replay replay = named(settings, id);
        if (replay.state() != Replay.State.FINISHED) {
            throw new IllegalArgumentException(
                    "the replay %s is not finished: \"canard replay resume %s\" goes on with it".formatted(id, id));
        }
        return replay;
    }

    private static Replay named(CanardSettings settings, String id) {
        return new Replays(settings)
                .named(id)
                .orElseThrow(() -> new IllegalArgumentException("no replay is called " + id));
    }
}
