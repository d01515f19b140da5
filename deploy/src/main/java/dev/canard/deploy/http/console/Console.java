package dev.canard.deploy.http.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.check.TextChecks;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.ConsoleSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.http.Problem;
import dev.canard.deploy.http.Routes;
import dev.canard.deploy.http.console.ConsoleAccess.Visitor;
import dev.canard.deploy.http.console.ConsoleView.NarrativeSort;
import dev.canard.deploy.http.login.Sessions;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.event.Decision;
import dev.canard.event.EventJson;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.ingest.ShippedResource;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The moderators' console over HTTP: the page at {@code /}, the API under {@code /api}, described by {@code /api/openapi.json}. Problems are told
 * as RFC 9457 has it.
 */
public final class Console implements Routes, AutoCloseable {

    static final String PAGE = "/dev/canard/deploy/console/page";
    private static final String OPENAPI = "/dev/canard/deploy/console/openapi.json";

    /** The attribute of a request that tells who asks. */
    private static final String VISITOR = "visitor";

    /** With the view, to read what is in the topic already. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A decision so old whose alert has not come is on one that is kept no more. */
    private static final Duration ORPHANED = Duration.ofHours(1);

    /** What the precision of a suggested threshold shall surely be. */
    private static final double USUAL_PRECISION = .9;

    private static final JsonMapper JSON = EventJson.mapper();

    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final ConsoleSettings settings;
    private final ConsoleAccess access;
    private final LoginRoutes login;
    private volatile double policyThreshold;
    private final ConsoleView view;
    private final ConsoleReader reader;
    private final DecisionRoutes decisions;
    private final CaseStream stream;
    private final ReplayRoutes replays;
    private final CheckRoute check;

    /**
     * What can be asked.
     *
     * @param role who may
     */
    record Route(HandlerType method, String path, Role role, Handler handler) {}

    /**
     * Begins to read the topics.
     *
     * @param replayDirectory where the state of replays is kept
     * @param checks checks texts; the caller closes it afterwards
     * @throws IllegalArgumentException if the file of the client's secret cannot be read
     */
    public Console(CanardSettings all, Path replayDirectory, TextChecks checks, Meters meters, InstantSource clock) {
        settings = all.console();
        LoginGuard guard = new LoginGuard(settings.login(), meters, clock);
        Sessions sessions =
                new Sessions(settings.oidc().sessionTime(), settings.oidc().idleTime(), clock);
        ConsoleCookies cookies = new ConsoleCookies(settings.oidc());
        access = new ConsoleAccess(settings, guard, sessions, cookies);
        login = new LoginRoutes(settings.oidc(), guard, sessions, cookies, clock);
        policyThreshold = all.policy().threshold();
        view = new ConsoleView(settings.narrativeQuota(), clock);
        Map<String, Object> client = ClientProperties.of(all.kafka());
        Topics topics = new Topics(all.topics());
        reader = new ConsoleReader(client, topics, view, clock, new WarmUp(view, Console::json));
        decisions = new DecisionRoutes(
                settings, view, new DecisionDesk(client, topics, view, settings.claimTime(), meters, clock));
        stream = new CaseStream(view, clock);
        replays = new ReplayRoutes(all, replayDirectory, clock);
        check = new CheckRoute(checks);
    }

    /**
     * Waits until the view holds what was there at the start.
     *
     * @throws IllegalStateException if a topic cannot be read
     */
    public void awaitReady() throws InterruptedException {
        try {
            reader.awaitReady();
            view.forgetEarlyDecisions(ORPHANED);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the console cannot read its topics", e.getCause());
        }
    }

    /**
     * Whether a decision is known not to hold. Waits for the view to read it, for some seconds: where its alert is gone, it never will.
     */
    public boolean isRefused(Decision decision) throws InterruptedException {
        awaitReady();
        CompletableFuture<CaseState.Entry> outcome = new CompletableFuture<>();
        Consumer<String> listener = alertId -> {
            if (alertId.equals(decision.alertId())) {
                view.outcome(decision).ifPresent(outcome::complete);
            }
        };
        view.listen(listener);
        try {
            listener.accept(decision.alertId());
            return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).refused() != null;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("it is never completed so", e);
        } finally {
            view.forget(listener);
        }
    }

    /** Tells which policy is in force. */
    public void use(MatchPolicy policy) {
        policyThreshold = policy.threshold();
    }

    @Override
    public boolean live() {
        return reader.follows();
    }

    @Override
    public boolean ready() {
        return reader.isReady();
    }

    @Override
    public void addTo(JavalinConfig config) {
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = PAGE;
            files.location = Location.CLASSPATH;
            files.headers = HEADERS;
        });
        for (Route route : routes()) {
            config.routes.addHttpHandler(route.method(), route.path(), context -> {
                HEADERS.forEach(context::header);
                context.header("Cache-Control", "no-store");
                context.attribute(VISITOR, access.admit(context, route.role()));
                checkReady();
                route.handler().handle(context);
            });
        }
        login.handlers()
                .forEach((path, handler) -> config.routes.get(path, context -> {
                    HEADERS.forEach(context::header);
                    context.header("Cache-Control", "no-store");
                    handler.handle(context);
                }));
        // Before the stream is opened: a problem could not be told any more.
        config.routes.before("/api/stream", context -> {
            HEADERS.forEach(context::header);
            context.attribute(VISITOR, access.admit(context, Role.VIEWER));
            checkReady();
        });
        config.routes.sse("/api/stream", client -> {
            Visitor visitor = visitor(client.ctx());
            stream.open(client, () -> access.stillAdmits(visitor));
        });
        config.events.serverStopping(stream::close);
        config.routes.exception(ConsoleAccess.Refused.class, this::refuse);
        replays.addProblems(config);
        config.routes.exception(
                IllegalArgumentException.class,
                (e, context) -> Problem.answer(
                        context, HttpStatus.BAD_REQUEST, Objects.requireNonNullElse(e.getMessage(), "")));
        config.routes.exception(
                TimeoutException.class,
                (_, context) -> Problem.answer(
                        context, HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not take it in time; try again"));
    }

    /** What is not read yet must not look as if it were not there. */
    private void checkReady() {
        if (!ready()) {
            throw new ConsoleAccess.Refused(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the console has not read all of its topics yet; try again soon",
                    SOON);
        }
    }

    private void refuse(ConsoleAccess.Refused refused, Context context) {
        if (refused.pause() != null) {
            Problem.retryAfter(context, refused.pause());
        }
        boolean unknown = refused.status() == HttpStatus.UNAUTHORIZED;
        if (unknown) {
            context.header("WWW-Authenticate", "Bearer");
        }
        if (login.isAskedByBrowser(context)) {
            login.page(context, refused.status(), refused.detail());
        } else if (unknown && settings.oidc().offersLogin()) {
            Problem.answer(context, refused.status(), refused.detail(), Map.of("login", LoginRoutes.LOGIN));
        } else {
            Problem.answer(context, refused.status(), refused.detail());
        }
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(replays.routes());
        routes.addAll(decisions.routes());
        routes.add(check.route());
        routes.addAll(List.of(
                new Route(HandlerType.GET, "/api/openapi.json", Role.VIEWER, this::openApi),
                new Route(HandlerType.GET, "/api/me", Role.VIEWER, this::me),
                new Route(HandlerType.GET, "/api/alerts", Role.VIEWER, this::alerts),
                new Route(HandlerType.GET, "/api/alerts.csv", Role.ANALYST, this::csv),
                new Route(HandlerType.GET, "/api/alerts.jsonl", Role.ANALYST, this::jsonLines),
                new Route(HandlerType.GET, "/api/alerts/{id}", Role.VIEWER, this::alert),
                new Route(HandlerType.GET, "/api/narratives", Role.VIEWER, this::narratives),
                new Route(HandlerType.GET, "/api/narratives/{id}", Role.VIEWER, this::narrative),
                new Route(HandlerType.GET, "/api/debunks", Role.VIEWER, this::debunks),
                new Route(HandlerType.GET, "/api/feedback", Role.ANALYST, this::feedback),
                new Route(HandlerType.GET, "/api/shadows", Role.ANALYST, this::shadows),
                new Route(HandlerType.POST, LoginRoutes.LOGOUT, Role.VIEWER, this::logOut)));
        return routes;
    }

    private void openApi(Context context) {
        context.contentType("application/json").result(ShippedResource.bytes(Console.class, OPENAPI));
    }

    private void me(Context context) {
        Visitor visitor = visitor(context);
        answer(
                context,
                Map.of(
                        "name", visitor.name(),
                        "role", visitor.role(),
                        "session", visitor.session() != null,
                        "blurTexts", settings.blurTexts(),
                        "reasons", settings.reasons(),
                        "reasonRequired", settings.reasonRequired()));
    }

    private void logOut(Context context) {
        login.logOut(context, visitor(context));
        answer(context, Map.of());
    }

    private void alerts(Context context) {
        answer(
                context,
                view.alerts(
                        QueryParameters.of(context).alerts(),
                        QueryParameters.of(context).limit(),
                        context.queryParam("cursor")));
    }

    private void alert(Context context) {
        String id = context.pathParam("id");
        AlertCase found =
                view.alert(id).orElseThrow(() -> new ConsoleAccess.Refused(HttpStatus.NOT_FOUND, "no alert " + id));
        answer(context, Map.of("case", found, "history", view.history(id)));
    }

    private void csv(Context context) throws IOException {
        context.contentType("text/csv; charset=utf-8").header("Content-Disposition", "attachment; filename=alerts.csv");
        CaseExport.csv(all(QueryParameters.of(context).alerts()), context.outputStream());
    }

    private void jsonLines(Context context) throws IOException {
        context.contentType("application/jsonl").header("Content-Disposition", "attachment; filename=alerts.jsonl");
        CaseExport.jsonLines(all(QueryParameters.of(context).alerts()), context.outputStream());
    }

    /** All that is wanted, each read when its turn comes. */
    private Iterable<AlertCase> all(AlertQuery query) {
        return () -> view.ids(query).stream()
                .map(view::alert)
                .flatMap(Optional::stream)
                .iterator();
    }

    private void narratives(Context context) {
        answer(
                context,
                view.narratives(
                        QueryParameters.of(context)
                                .constant("sort", NarrativeSort.class)
                                .orElse(NarrativeSort.VELOCITY),
                        QueryParameters.of(context).limit(),
                        context.queryParam("cursor")));
    }

    private void narrative(Context context) {
        String id = context.pathParam("id");
        answer(
                context,
                view.narrative(id)
                        .orElseThrow(() -> new ConsoleAccess.Refused(HttpStatus.NOT_FOUND, "nothing spreads " + id)));
    }

    private void debunks(Context context) {
        String text = Objects.requireNonNullElse(context.queryParam("text"), "");
        answer(
                context,
                Map.of("items", view.debunks(text, QueryParameters.of(context).limit())));
    }

    private void feedback(Context context) {
        double wanted = QueryParameters.of(context).number("precision", USUAL_PRECISION);
        if (!(wanted > 0 && wanted < 1)) {
            throw new IllegalArgumentException("precision must lie between 0 and 1");
        }
        answer(context, view.feedback(policyThreshold, wanted));
    }

    private void shadows(Context context) {
        answer(context, Map.of("items", view.shadows()));
    }

    static Visitor visitor(Context context) {
        return Objects.requireNonNull(context.attribute(VISITOR));
    }

    static <T> T body(Context context, Class<T> type) {
        try {
            return JSON.readValue(context.bodyAsBytes(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is not what is expected: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body cannot be read", e);
        }
    }

    static void answer(Context context, Object value) {
        context.contentType("application/json").result(json(value));
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** After the server. */
    @Override
    public void close() {
        replays.close();
        decisions.close();
        reader.close();
        view.close();
    }
}
