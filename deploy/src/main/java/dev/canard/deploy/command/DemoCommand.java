package dev.canard.deploy.command;

import dev.canard.deploy.check.TextChecks;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.HttpSettings;
import dev.canard.deploy.http.ImportEndpoints;
import dev.canard.deploy.http.OperationsServer;
import dev.canard.deploy.http.console.Console;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.promotion.PolicyWatch;
import dev.canard.deploy.run.ResultReader;
import dev.canard.deploy.run.Results;
import dev.canard.deploy.source.ImportObserver;
import dev.canard.deploy.source.Importer;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputKind;
import dev.canard.deploy.text.AlertText;
import dev.canard.deploy.text.Terminal;
import dev.canard.deploy.webhook.Webhooks;
import dev.canard.metrics.Meters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the product at work. */
@Command(
        name = "demo",
        description = "Starts a broker in this process, streams demo posts through the pipeline and prints each alert.")
public final class DemoCommand implements Callable<Integer> {

    static final String DEBUNKS = "/dev/canard/deploy/demo/debunks.jsonl";
    static final String POSTS = "/dev/canard/deploy/demo/posts.jsonl";

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description = "Posts per second. Default: ${DEFAULT-VALUE}")
    private int rate = 10;

    @Option(names = "--exit", description = "Ends when all posts are judged instead of waiting for Ctrl-C.")
    private boolean exit;

    @Override
    public Integer call() throws IOException {
        CanardSettings loaded = settings.load();
        if (rate < 1 || rate > 1000) {
            throw new IllegalArgumentException("--rate must lie in 1..1000, was " + rate);
        }
        Terminal terminal = Terminal.system();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        InstantSource clock = InstantSource.system();
        terminal.note("Starting the embedded broker");
        Topologies topologies = new Topologies(loaded, meters, clock);
        try (Shutdown _ = new Shutdown(Thread.currentThread());
                LocalPipeline local = LocalPipeline.start(loaded, null, topologies, meters);
                TextChecks checks = new TextChecks(local.settings(), topologies, clock);
                Console console = new Console(local.settings(), local.replays(), checks, meters, clock);
                PolicyWatch _ = new PolicyWatch(local.clientProperties(), local.topics(), loaded.policy(), policy -> {
                    topologies.use(policy);
                    console.use(policy);
                });
                OperationsServer server = serve(local, registry, console);
                Webhooks webhooks = new Webhooks(local.settings(), console::isRefused, meters, clock)) {
            terminal.note("Loading models and debunks");
            Importer importer = new Importer(
                    local.clientProperties(), local.topics(), loaded.ingest().maxPayloadBytes(), clock);
            for (Application application : List.of(Application.DEBUNKS, Application.INGEST, Application.CLASSIFIER)) {
                local.pipeline().start(application);
            }
            local.pipeline().awaitRunning();
            importer.send(InputFile.resource(DEBUNKS), InputKind.DEBUNKS, null, Duration.ZERO, ImportObserver.NONE);
            local.pipeline().awaitIdle(Application.DEBUNKS, lag -> terminal.progress(lag + " debunks to encode"));
            local.pipeline().start(Application.MATCHER);
            local.pipeline().awaitRunning();
            webhooks.awaitReady();

            terminal.note("Streaming posts; brokers at %s, console at http://%s:%d/, metrics at /metrics there"
                    .formatted(
                            local.settings().kafka().bootstrapServers(),
                            loaded.http().host(),
                            server.port()));
            try (Results live = new Results(Results.Files.NONE, clock, _ -> {});
                    ResultReader _ = new ResultReader(local, live, alert -> terminal.print(AlertText.of(alert)))) {
                importer.send(
                        InputFile.resource(POSTS),
                        InputKind.POSTS,
                        null,
                        Duration.ofSeconds(1).dividedBy(rate),
                        judged(terminal, live));
                for (Application application :
                        List.of(Application.INGEST, Application.CLASSIFIER, Application.MATCHER)) {
                    local.pipeline().awaitIdle(application, _ -> progress(terminal, live));
                }
                summarise(terminal, local, clock);
                if (!exit) {
                    terminal.note(
                            "Still running: \"canard posts import --bootstrap-servers %s FILE\" sends more posts; Ctrl-C ends."
                                    .formatted(local.settings().kafka().bootstrapServers()));
                    local.pipeline().awaitEnd();
                }
            }
            return 0;
        } catch (InterruptedException e) {
            terminal.end();
            terminal.note("Stopped.");
            return 0;
        }
    }

    private static void progress(Terminal terminal, Results results) {
        terminal.progress("%,d posts judged, %,d alerts"
                .formatted(results.posts(), results.alerts().size()));
    }

    /** Counts from the topics themselves, since the live reader may be some records behind. */
    private static void summarise(Terminal terminal, LocalPipeline local, InstantSource clock)
            throws IOException, InterruptedException {
        try (Results results = new Results(Results.Files.NONE, clock, _ -> {});
                ResultReader reader = new ResultReader(local, results, _ -> {})) {
            reader.finish();
            terminal.end();
            terminal.note("%,d posts judged, %,d alerts, %,d dead letters."
                    .formatted(results.posts(), results.alerts().size(), results.deadLetters()));
        }
    }

    private static ImportObserver judged(Terminal terminal, Results results) {
        return new ImportObserver() {
            @Override
            public void progress(long records, long bytes) {
                DemoCommand.progress(terminal, results);
            }
        };
    }

    /** The demo must not fail because another program has the port. */
    private static OperationsServer serve(LocalPipeline local, PrometheusMeterRegistry registry, Console console) {
        HttpSettings http = local.settings().http();
        ImportEndpoints imports = Imports.of(local.settings());
        try {
            return OperationsServer.start(http, local.pipeline(), registry, imports, console);
        } catch (IllegalStateException e) {
            return OperationsServer.start(http.withPort(0), local.pipeline(), registry, imports, console);
        }
    }
}
