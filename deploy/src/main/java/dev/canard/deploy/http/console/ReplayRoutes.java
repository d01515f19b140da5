package dev.canard.deploy.http.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.config.SettingsException;
import dev.canard.deploy.evaluation.HtmlReport;
import dev.canard.deploy.http.Problem;
import dev.canard.deploy.http.console.Console.Route;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.promotion.PromotionDesk;
import dev.canard.deploy.promotion.PromotionRefusedException;
import dev.canard.deploy.promotion.Promotions;
import dev.canard.deploy.replay.AlertDifference;
import dev.canard.deploy.replay.Comparison;
import dev.canard.deploy.replay.DiffExport;
import dev.canard.deploy.replay.DiffSummary;
import dev.canard.deploy.replay.NoSuchReplayException;
import dev.canard.deploy.replay.OffsetRange;
import dev.canard.deploy.replay.ReplayConflictException;
import dev.canard.deploy.replay.ReplayPlan;
import dev.canard.deploy.replay.ReplayPlanner;
import dev.canard.deploy.replay.ReplayRunner;
import dev.canard.deploy.replay.ReplayRunner.Running;
import dev.canard.deploy.replay.Replays;
import dev.canard.event.Replay;
import dev.canard.topic.Topics;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays over HTTP: begun, watched, compared, and put into force. One runs at a time, in the background of this process. Analysts may do
 * everything but promote, which changes what everybody is told of and takes an admin.
 */
final class ReplayRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRoutes.class);

    /** More are for a machine of their own, by the command. */
    private static final long MOST_RECORDS = 5_000_000;

    /** Each has seven topics. */
    private static final int MOST_REPLAYS = 50;

    private static final int LONGEST_REASON = 2_000;

    /** A comparison holds all alerts of two runs. */
    private static final Duration TURN = Duration.ofSeconds(20);

    private final CanardSettings settings;
    private final InstantSource clock;
    private final Replays replays;
    private final Promotions promotions;
    private final PromotionDesk desk;
    private final ReplayRunner runner;
    private final Semaphore comparing = new Semaphore(1);

    /**
     * @param settings those of production
     * @param stateDirectory where the state of replays is kept
     */
    ReplayRoutes(CanardSettings settings, Path stateDirectory, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        replays = new Replays(settings);
        promotions = new Promotions(ClientProperties.of(settings.kafka()), new Topics(settings.topics()), clock);
        desk = new PromotionDesk(settings, clock);
        runner = new ReplayRunner(settings, stateDirectory, clock);
    }

    List<Route> routes() {
        return List.of(
                new Route(HandlerType.GET, "/api/replays", Role.ANALYST, this::list),
                new Route(HandlerType.POST, "/api/replays", Role.ANALYST, this::start),
                new Route(HandlerType.POST, "/api/replays/preview", Role.ANALYST, this::preview),
                new Route(HandlerType.GET, "/api/replays/{id}", Role.ANALYST, this::show),
                new Route(HandlerType.POST, "/api/replays/{id}/cancel", Role.ANALYST, this::cancel),
                new Route(HandlerType.POST, "/api/replays/{id}/resume", Role.ANALYST, this::resume),
                new Route(HandlerType.POST, "/api/replays/{id}/clean", Role.ANALYST, this::clean),
                new Route(HandlerType.GET, "/api/replays/{id}/diff", Role.ANALYST, inTurn(this::diff)),
                new Route(HandlerType.GET, "/api/replays/{id}/diff.jsonl", Role.ANALYST, inTurn(this::diffLines)),
                new Route(HandlerType.GET, "/api/replays/{id}/report.html", Role.ANALYST, inTurn(this::report)),
                new Route(HandlerType.GET, "/api/replays/{id}/promotion", Role.ANALYST, inTurn(this::review)),
                new Route(HandlerType.POST, "/api/replays/{id}/promotion", Role.ADMIN, inTurn(this::promote)),
                new Route(HandlerType.GET, "/api/policy", Role.ANALYST, this::policy),
                new Route(HandlerType.POST, "/api/policy/rollback", Role.ADMIN, this::rollBack));
    }

    /** Tells what is wrong as the rest of the API does. */
    void addProblems(JavalinConfig config) {
        config.routes.exception(
                NoSuchReplayException.class,
                (e, context) -> Problem.answer(context, HttpStatus.NOT_FOUND, String.valueOf(e.getMessage())));
        config.routes.exception(ReplayConflictException.class, (e, context) -> {
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("running", runner.running().map(Running::id).orElse(null));
            Problem.answer(context, HttpStatus.CONFLICT, String.valueOf(e.getMessage()), more);
        });
        config.routes.exception(
                PromotionRefusedException.class,
                (e, context) -> Problem.answer(context, HttpStatus.CONFLICT, String.valueOf(e.getMessage())));
        config.routes.exception(
                SettingsException.class,
                (e, context) -> Problem.answer(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
        config.routes.exception(ExecutionException.class, (e, context) -> unavailable(e, context));
        config.routes.exception(KafkaException.class, (e, context) -> unavailable(e, context));
    }

    private static void unavailable(Exception e, Context context) {
        LOG.warn("Kafka does not answer {}", context.path(), e);
        Problem.answer(context, HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not answer; try again");
    }

    private void list(Context context) {
        Running running = runner.running().orElse(null);
        List<ReplayRow> rows = new ArrayList<>();
        replays.all().forEach(replay -> rows.addFirst(ReplayRow.of(replay, running)));
        Console.answer(context, Map.of("items", rows));
    }

    private void show(Context context) {
        answer(context, context.pathParam("id"));
    }

    private void answer(Context context, String id) {
        Running running = runner.running().orElse(null);
        Console.answer(context, ReplayRow.of(replays.existing(id), running));
    }

    /**
     * What a replay would do.
     *
     * @param name what it would be called
     * @param input what it would read
     * @param from posts from then on; says nothing where there are offsets
     * @param to posts before then; says nothing where there are offsets
     * @param fromOffsets where its range of offsets begins, as {@code 0:100,1:250}; null where it is one of times
     * @param toOffsets before which offsets it ends; null where it is one of times
     * @param debunksAsOf the debunks as they stood then; null for those of now
     * @param changes what would be different, also what was promoted
     * @param records how many records it would read, at most
     * @param expectedSeconds how long judging would take; null if no such replay has been run yet
     */
    record Preview(
            String name,
            Replay.Input input,
            Instant from,
            Instant to,
            @Nullable String fromOffsets,
            @Nullable String toOffsets,
            @Nullable Instant debunksAsOf,
            List<String> changes,
            long records,
            @Nullable Long expectedSeconds) {}

    private void preview(Context context) throws InterruptedException, ExecutionException {
        ReplayPlan plan = plan(context);
        Replay replay = plan.replay();
        Console.answer(
                context,
                new Preview(
                        replay.id(),
                        replay.input(),
                        replay.from(),
                        replay.to(),
                        OffsetRange.of(replay).map(OffsetRange::fromText).orElse(null),
                        OffsetRange.of(replay).map(OffsetRange::toText).orElse(null),
                        replay.debunksAsOf(),
                        replay.overrides(),
                        plan.records(),
                        ReplayRow.seconds(plan.expected())));
    }

    private ReplayPlan plan(Context context) throws InterruptedException, ExecutionException {
        ReplayOrder order = Console.body(context, ReplayOrder.class);
        ReplayPlan plan = new ReplayPlanner(settings, clock)
                .plan(order.request(
                        promotions.overrides(),
                        clock.instant(),
                        Console.visitor(context).name()));
        if (plan.records() > MOST_RECORDS) {
            throw new IllegalArgumentException(
                    "%,d records are more than the %,d of a replay in the console; \"canard replay\" takes them"
                            .formatted(plan.records(), MOST_RECORDS));
        }
        return plan;
    }

    private void start(Context context) throws InterruptedException, ExecutionException, IOException {
        ReplayPlan plan = plan(context);
        if (replays.all().size() >= MOST_REPLAYS) {
            throw new ReplayConflictException("there are %d replays: clean one first".formatted(MOST_REPLAYS));
        }
        runner.start(plan);
        answer(context.status(HttpStatus.ACCEPTED), plan.replay().id());
    }

    private void cancel(Context context) {
        String id = replays.existing(context.pathParam("id")).id();
        runner.cancel(id, Console.visitor(context).name());
        answer(context.status(HttpStatus.ACCEPTED), id);
    }

    private void resume(Context context) throws InterruptedException, ExecutionException {
        String id = context.pathParam("id");
        for (String override : replays.existing(id).overrides()) {
            if (!override.startsWith("policy.")) {
                throw new ReplayConflictException(
                        "the replay %s changes %s: \"canard replay resume\" goes on with it".formatted(id, override));
            }
        }
        runner.resume(id, Console.visitor(context).name());
        answer(context.status(HttpStatus.ACCEPTED), id);
    }

    private void clean(Context context) throws InterruptedException, ExecutionException, IOException {
        String id = context.pathParam("id");
        runner.clean(id);
        LOG.info("{} removed the replay {}", Console.visitor(context).name(), id);
        Console.answer(context, Map.of());
    }

    /**
     * What is different.
     *
     * @param pairs of each kind but {@code SAME} the first, the most probable first
     */
    record Diff(DiffSummary summary, List<ObjectNode> pairs) {}

    private void diff(Context context) {
        int limit = QueryParameters.of(context).limit();
        Comparison comparison = comparison(context);
        List<ObjectNode> pairs = Arrays.stream(AlertDifference.Kind.values())
                .filter(kind -> kind != AlertDifference.Kind.SAME)
                .flatMap(kind -> comparison.diff().pairs().stream()
                        .filter(pair -> pair.kind() == kind)
                        .limit(limit))
                .map(pair -> DiffExport.json(pair, comparison.diff()))
                .toList();
        Console.answer(context, new Diff(comparison.summary(), pairs));
    }

    private void diffLines(Context context) throws IOException {
        Comparison comparison = comparison(context);
        download(context, "application/jsonl", comparison.replay().id() + ".jsonl");
        DiffExport.jsonLines(comparison.diff(), context.outputStream());
    }

    private void report(Context context) {
        Comparison comparison = comparison(context);
        download(context, "text/html; charset=utf-8", comparison.replay().id() + ".html");
        context.result(HtmlReport.html(
                comparison.report(), comparison.command(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
    }

    private Comparison comparison(Context context) {
        String against = context.queryParam("against");
        return Comparison.of(settings, context.pathParam("id"), against == null || against.isBlank() ? null : against);
    }

    private static void download(Context context, String type, String name) {
        context.contentType(type).header("Content-Disposition", "attachment; filename=" + name);
    }

    /** One after the other, since each holds much in memory. */
    private Handler inTurn(Handler handler) {
        return context -> {
            if (!comparing.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ConsoleAccess.Refused(
                        HttpStatus.SERVICE_UNAVAILABLE, "others are comparing replays; try again", TURN);
            }
            try {
                handler.handle(context);
            } finally {
                comparing.release();
            }
        };
    }

    private void review(Context context) {
        PromotionDesk.Review review = desk.review(context.pathParam("id"));
        Map<String, Object> answer = standing(review.standing());
        answer.put("proposed", review.proposed());
        answer.put("objections", review.objections());
        Console.answer(context, answer);
    }

    /**
     * A change of the policy.
     *
     * @param last the newest promotion that the user has seen; null if there was none
     * @param force whether to overrule what speaks against it; null is false
     * @param reason why; null if none is given
     */
    record PolicyOrder(
            @Nullable String last,
            @Nullable Boolean force,
            @Nullable String reason) {

        PolicyOrder {
            reason = reason == null || reason.isBlank() ? null : reason.strip();
            if (reason != null && reason.length() > LONGEST_REASON) {
                throw new IllegalArgumentException("reason has more than %d characters".formatted(LONGEST_REASON));
            }
        }
    }

    private void promote(Context context) throws InterruptedException, ExecutionException {
        PolicyOrder order = Console.body(context, PolicyOrder.class);
        PromotionDesk.Review review = desk.review(context.pathParam("id"));
        desk.promote(
                review.after(order.last()),
                Console.visitor(context).name(),
                order.reason(),
                Boolean.TRUE.equals(order.force()));
        Console.answer(context, standing(desk.standing()));
    }

    private void policy(Context context) {
        Console.answer(context, standing(desk.standing()));
    }

    private void rollBack(Context context) throws InterruptedException, ExecutionException {
        PolicyOrder order = Console.body(context, PolicyOrder.class);
        desk.rollBack(order.last(), Console.visitor(context).name(), order.reason());
        Console.answer(context, standing(desk.standing()));
    }

    private static Map<String, Object> standing(PromotionDesk.Standing standing) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("inForce", standing.inForce());
        answer.put("last", standing.last());
        answer.put("history", standing.history());
        return answer;
    }

    /** Stops what runs: it can be resumed. */
    @Override
    public void close() {
        runner.close();
    }
}
