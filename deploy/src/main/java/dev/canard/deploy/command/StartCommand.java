package dev.canard.deploy.command;

import dev.canard.deploy.check.TextChecks;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.http.OperationsServer;
import dev.canard.deploy.http.console.Console;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.Pipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.promotion.PolicyWatch;
import dev.canard.deploy.text.Terminal;
import dev.canard.deploy.webhook.Webhooks;
import dev.canard.metrics.Meters;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs roles against a Kafka cluster. */
@Command(name = "start", description = "Runs roles against a Kafka cluster, until it is told to end.")
public final class StartCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--role",
            split = ",",
            required = true,
            paramLabel = "ROLE",
            description = "What to run: ${COMPLETION-CANDIDATES}; several with commas.")
    private Set<Application.Role> roles = EnumSet.noneOf(Application.Role.class);

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "canard-state",
            description = "Where local state is kept; one directory for each process. Default: ${DEFAULT-VALUE}")
    private Path state = Path.of("canard-state");

    @Override
    public Integer call() throws Exception {
        CanardSettings settings = cluster.load();
        Terminal terminal = Terminal.system();
        createTopics(settings);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        InstantSource clock = InstantSource.system();
        Topologies topologies = new Topologies(settings, meters, clock);
        boolean withConsole = roles.stream().anyMatch(Application.Role::hasConsole);
        try (Shutdown _ = new Shutdown(Thread.currentThread());
                Pipeline pipeline = new Pipeline(settings, state, topologies, meters);
                TextChecks checks = new TextChecks(settings, topologies, clock);
                Console console =
                        withConsole ? new Console(settings, state.resolve("replays"), checks, meters, clock) : null;
                PolicyWatch _ = new PolicyWatch(
                        ClientProperties.of(settings.kafka()),
                        new Topics(settings.topics()),
                        settings.policy(),
                        policy -> {
                            topologies.use(policy);
                            if (console != null) {
                                console.use(policy);
                            }
                        });
                OperationsServer server =
                        OperationsServer.start(settings.http(), pipeline, registry, Imports.of(settings), console);
                Webhooks _ = console == null ? null : new Webhooks(settings, console::isRefused, meters, clock)) {
            Set<Application> applications = Pipeline.applicationsOf(roles);
            applications.forEach(application -> terminal.note("Starting " + application));
            pipeline.start(applications);
            pipeline.awaitRunning();
            terminal.note("Running. Metrics and health: http://%s:%d/health"
                    .formatted(settings.http().host(), server.port()));
            if (console != null) {
                console.awaitReady();
                terminal.note("Console: http://%s:%d/".formatted(settings.http().host(), server.port()));
            }
            pipeline.awaitEnd();
            return 0;
        } catch (InterruptedException e) {
            return 0;
        }
    }

    private static void createTopics(CanardSettings settings) throws InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.ofAdmin(settings.kafka()))) {
            new TopicCreator(admin, settings.topics()).createMissing(new Topics(settings.topics()).all());
        } catch (ExecutionException e) {
            throw Failures.ofKafka(settings, e);
        }
    }
}
