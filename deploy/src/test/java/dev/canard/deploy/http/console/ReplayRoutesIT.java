package dev.canard.deploy.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.ConsoleSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.promotion.Promotions;
import dev.canard.deploy.replay.AlertDifference.Kind;
import dev.canard.deploy.replay.Comparison;
import dev.canard.deploy.replay.ReplayDiff;
import dev.canard.event.Promotion;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replays and promotions over HTTP, on an embedded broker with what production has left behind. */
@Timeout(240)
class ReplayRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String LOW =
            "{\"name\": \"%s\", \"last\": \"P1D\", \"changes\": {\"policy.threshold\": 0.05}}";

    /** What replays and promotions are written to. */
    private static final Set<String> WRITTEN = Set.of("canard.replays", "canard.promotions");

    @TempDir
    private static Path directory;

    private static LocalPipeline local;
    private static CanardSettings settings;
    private static ConsoleServer server;

    @BeforeAll
    static void start() throws Exception {
        Meters meters = new Meters(new SimpleMeterRegistry());
        local = LocalPipeline.start(
                CanardSettings.DEFAULTS,
                directory,
                new Topologies(CanardSettings.DEFAULTS, meters, InstantSource.system()),
                meters);
        settings = local.settings()
                .withConsole(ConsoleSettings.DEFAULTS.withUsers(List.of(
                        ConsoleServer.user("view", Role.VIEWER),
                        ConsoleServer.user("study", Role.ANALYST),
                        ConsoleServer.user("mod", Role.MODERATOR),
                        ConsoleServer.user("root", Role.ADMIN))));
        ReplaySamples.send(local, "");
        open();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        local.close();
    }

    private static void open() throws InterruptedException {
        server = ConsoleServer.start(
                settings, local.replays(), new Meters(new SimpleMeterRegistry()), InstantSource.system());
    }

    @Test
    void replay_isStartedWatchedComparedAndPromoted_andLeavesProductionAlone() throws Exception {
        // given
        Map<TopicPartition, Long> before = ends();
        JsonNode preview = ok(post("/api/replays/preview", "study", LOW.formatted("lower")));
        assertThat(preview.get("records").asInt()).isEqualTo(ReplaySamples.POSTS);
        assertThat(preview.get("changes").get(0).asText()).isEqualTo("policy.threshold=0.05");
        assertThat(get("/api/replays", "study").get("items")).isEmpty();

        // when
        HttpResponse<String> started = post("/api/replays", "study", LOW.formatted("lower"));

        // then another has to wait
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(started.body()).get("progress").isNull()).isFalse();
        HttpResponse<String> second = post("/api/replays", "study", LOW.formatted("second"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(JSON.readTree(second.body()).get("running").asText()).isEqualTo("lower");
        assertThat(post("/api/replays/lower/clean", "study", "{}").statusCode()).isEqualTo(409);
        assertThat(status("GET", "/api/replays/lower/diff", "study", null, true))
                .isEqualTo(409);

        // when it is done
        JsonNode done = awaitState("lower", "FINISHED");

        // then
        assertThat(done.get("posts").asInt()).isEqualTo(ReplaySamples.POSTS);
        assertThat(done.get("startedBy").asText()).isEqualTo("study");
        assertThat(ends()).isEqualTo(before);
        ReplayDiff diff = Comparison.of(settings, "lower", null).diff();
        JsonNode answer = get("/api/replays/lower/diff?limit=3", "study");
        for (Kind kind : Kind.values()) {
            assertThat(answer.get("summary").get("counts").get(kind.name()).asLong())
                    .isEqualTo(diff.count(kind));
        }
        assertThat(diff.count(Kind.NEW)).isEqualTo(ReplaySamples.POSTS - ReplaySamples.ALERTS);
        assertThat(answer.get("pairs")
                        .valueStream()
                        .filter(pair -> pair.get("kind").asText().equals("NEW")))
                .hasSize(3);
        assertThat(raw("/api/replays/lower/diff.jsonl", "study").lines())
                .hasSize(diff.pairs().size());
        assertThat(raw("/api/replays/lower/report.html", "study"))
                .contains("canard replay diff lower")
                .doesNotContain("<script");

        // when nobody has decided
        JsonNode review = get("/api/replays/lower/promotion", "root");

        // then only force and a reason put it into force, once, and only by an admin
        assertThat(review.get("objections").get(0).asText()).contains("decided on none");
        assertThat(review.get("proposed").get("threshold").asDouble()).isEqualTo(.05);
        assertThat(review.get("last").isNull()).isTrue();
        assertThat(post("/api/replays/lower/promotion", "mod", "{\"force\": true, \"reason\": \"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/replays/lower/promotion", "root", "{}").statusCode())
                .isEqualTo(409);
        assertThat(post("/api/replays/lower/promotion", "root", "{\"force\": true}")
                        .statusCode())
                .isEqualTo(409);
        JsonNode promoted =
                ok(post("/api/replays/lower/promotion", "root", "{\"force\": true, \"reason\": \"too many misses\"}"));
        assertThat(promoted.get("inForce").get("threshold").asDouble()).isEqualTo(.05);
        assertThat(post("/api/replays/lower/promotion", "root", "{\"force\": true, \"reason\": \"once more\"}")
                        .statusCode())
                .isEqualTo(409);
        Promotion written = promotions().getLast();
        assertThat(written.by()).isEqualTo("root");
        assertThat(written.reason()).isEqualTo("too many misses");
        assertThat(written.objections()).hasSize(1);

        // when it is taken back
        String last = "{\"last\": \"%s\"}".formatted(promoted.get("last").asText());
        JsonNode back = ok(post("/api/policy/rollback", "root", last));

        // then that happens once too
        assertThat(back.get("inForce").get("threshold").asDouble())
                .isEqualTo(settings.policy().threshold());
        assertThat(post("/api/policy/rollback", "root", last).statusCode()).isEqualTo(409);
        assertThat(promotions()).hasSize(2);

        // when it is cleaned
        ok(post("/api/replays/lower/clean", "study", "{}"));

        // then
        assertThat(status("GET", "/api/replays/lower", "study", null, true)).isEqualTo(404);
        assertThat(ends()).isEqualTo(before);
    }

    @Test
    void replay_thatIsCancelledOrWhoseConsoleEnds_goesOnWhereItStopped() throws Exception {
        // given
        post("/api/replays", "study", LOW.formatted("cut"));

        // when
        assertThat(post("/api/replays/cut/cancel", "mod", "{}").statusCode()).isEqualTo(202);

        // then
        JsonNode cancelled = awaitState("cut", "CANCELLED");
        assertThat(cancelled.get("startedBy").asText()).isEqualTo("study");
        assertThat(cancelled.get("changedBy").asText()).isEqualTo("mod");
        assertThat(post("/api/replays/cut/cancel", "mod", "{}").statusCode()).isEqualTo(409);
        assertThat(post("/api/replays", "study", LOW.formatted("cut")).statusCode())
                .isEqualTo(409);

        // when the console ends
        assertThat(post("/api/replays/cut/resume", "study", "{}").statusCode()).isEqualTo(202);
        server.close();
        open();

        // then
        assertThat(get("/api/replays/cut", "study").get("state").asText()).isEqualTo("INTERRUPTED");
        assertThat(post("/api/replays/cut/resume", "study", "{}").statusCode()).isEqualTo(202);
        assertThat(awaitState("cut", "FINISHED").get("posts").asInt()).isEqualTo(ReplaySamples.POSTS);
        assertThat(Comparison.of(settings, "cut", null).diff().count(Kind.NEW))
                .isEqualTo(ReplaySamples.POSTS - ReplaySamples.ALERTS);
        assertThat(post("/api/replays/cut/resume", "study", "{}").statusCode()).isEqualTo(409);
        ok(post("/api/replays/cut/clean", "study", "{}"));
    }

    @Test
    void start_ofWhatIsNotAllowed_isRefused_andNothingIsWritten() throws Exception {
        Map<TopicPartition, Long> before = ends();
        for (String key : List.of("models.folder", "rules.file", "kafka.bootstrap-servers", "policy")) {
            HttpResponse<String> refused = post(
                    "/api/replays",
                    "root",
                    "{\"name\": \"evil\", \"all\": true, \"changes\": {\"%s\": \"/etc/passwd\"}}".formatted(key));
            assertThat(refused.statusCode()).as(key).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.body()).contains("cannot be changed here");
        }
        for (String order : List.of(
                "{\"name\": \"../evil\", \"all\": true}",
                "{\"name\": \"evil\"}",
                "{\"name\": \"evil\", \"fromOffsets\": \"99:0\"}",
                "{\"name\": \"evil\", \"all\": true, \"changes\": {\"policy.threshold\": 7}}",
                "{\"name\": \"evil\", \"all\": true, \"changes\": {\"policy.threshold\": {\"x\": 1}}}",
                "{\"name\": \"evil\", \"from\": \"2026-02-01T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}",
                "not JSON")) {
            assertThat(post("/api/replays", "root", order).statusCode())
                    .as(order)
                    .isEqualTo(400);
        }
        String body = LOW.formatted("evil");
        assertThat(status("POST", "/api/replays", "view", body, true)).isEqualTo(403);
        assertThat(status("POST", "/api/replays", "wrong", body, true)).isEqualTo(401);
        assertThat(status("POST", "/api/replays", "study", body, false)).isEqualTo(403);
        assertThat(CLIENT.send(
                                request("/api/replays", "study")
                                        .header("X-Canard-Request", "1")
                                        .header("Origin", "https://evil.example")
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
        for (String path : List.of("cancel", "resume", "clean")) {
            assertThat(post("/api/replays/unknown/" + path, "study", "{}").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(get("/api/replays", "study").get("items").valueStream())
                .noneMatch(item -> item.get("name").asText().equals("evil"));
        assertThat(ends()).isEqualTo(before);
    }

    private static JsonNode awaitState(String name, String state) {
        return await().atMost(PATIENCE)
                .until(
                        () -> get("/api/replays/" + name, "study"),
                        replay -> replay.get("state").asText().equals(state));
    }

    private static List<Promotion> promotions() {
        return new Promotions(local.clientProperties(), local.topics(), InstantSource.system()).all();
    }

    private static Map<TopicPartition, Long> ends() throws Exception {
        List<TopicPartition> partitions = new Topics(settings.topics())
                .all().stream()
                        .filter(topic -> !WRITTEN.contains(topic.name()))
                        .flatMap(
                                topic -> IntStream.range(0, topic.partitioning().partitions())
                                        .mapToObj(p -> new TopicPartition(topic.name(), p)))
                        .toList();
        try (Admin admin = Admin.create(local.clientProperties())) {
            return admin
                    .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        }
    }

    private static HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(server.address(path)).header("Authorization", "Bearer " + token);
    }

    private static int status(String method, String path, String token, @Nullable String body, boolean marked)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, token)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (marked) {
            request.header("X-Canard-Request", "1");
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String raw(String path, String token) throws IOException, InterruptedException {
        return CLIENT.send(request(path, token).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static JsonNode get(String path, String token) throws IOException, InterruptedException {
        return JSON.readTree(raw(path, token));
    }

    private static HttpResponse<String> post(String path, String token, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(path, token)
                        .header("X-Canard-Request", "1")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode ok(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
