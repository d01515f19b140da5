package dev.canard.deploy.http;

import dev.canard.deploy.config.HttpSettings;
import dev.canard.deploy.pipeline.Pipeline;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers operators: {@code /metrics} for Prometheus, {@code /health/live} (no application has failed, and nothing else that it serves), {@code /health/ready}
 * (all run, and the index and the console have caught up) and {@code /health}, which is both with the state of each application. Where there is a
 * key for it, {@code POST /debunks} takes fact-checks and {@code POST /posts} takes posts.
 */
public final class OperationsServer implements AutoCloseable {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Pipeline pipeline;
    private final PrometheusMeterRegistry registry;
    private final @Nullable ImportEndpoints imports;
    private final @Nullable Routes more;
    private final Javalin server;

    private OperationsServer(
            Pipeline pipeline,
            PrometheusMeterRegistry registry,
            @Nullable ImportEndpoints imports,
            @Nullable Routes more) {
        this.pipeline = pipeline;
        this.imports = imports;
        this.more = more;
        this.registry = registry;
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get("/metrics", this::metrics);
            config.routes.get("/health", this::health);
            config.routes.get("/health/live", context -> answer(context, live()));
            config.routes.get("/health/ready", context -> answer(context, live() && ready()));
            if (imports != null) {
                config.routes.post("/debunks", imports.debunks()::post);
                config.routes.post("/posts", imports.posts()::post);
            }
            if (more != null) {
                more.addTo(config);
            }
        });
    }

    /**
     * Starts the server.
     *
     * @param imports take fact-checks and posts, and are closed with the server; null for none
     * @param more what it answers beside; null for nothing
     * @throws IllegalStateException if the port is taken
     */
    public static OperationsServer start(
            HttpSettings settings,
            Pipeline pipeline,
            PrometheusMeterRegistry registry,
            @Nullable ImportEndpoints imports,
            @Nullable Routes more) {
        OperationsServer operations = new OperationsServer(pipeline, registry, imports, more);
        try {
            operations.server.start(settings.host(), settings.port());
            return operations;
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "cannot listen on %s:%d (set http.port to another one, or to 0 for a free one)"
                            .formatted(settings.host(), settings.port()),
                    e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    private void metrics(Context context) {
        context.contentType(PROMETHEUS_TEXT).result(registry.scrape(PROMETHEUS_TEXT));
    }

    private void health(Context context) {
        context.status(live() && ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .json(Map.of("live", live(), "ready", ready(), "applications", pipeline.states()));
    }

    private boolean live() {
        return pipeline.live() && (more == null || more.live());
    }

    private boolean ready() {
        return pipeline.ready() && (more == null || more.ready());
    }

    private static void answer(Context context, boolean well) {
        context.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).result(well ? "yes\n" : "no\n");
    }

    @Override
    public void close() {
        server.stop();
        if (imports != null) {
            imports.posts().close();
        }
    }
}
