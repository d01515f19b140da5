package dev.canard.deploy.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.ConsoleSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.config.LoginSettings;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.event.Alert;
import dev.canard.event.Decision;
import dev.canard.event.Events;
import dev.canard.event.Verdict;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console on an embedded broker, asked over HTTP. */
class ConsoleIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int ALERTS = 40;

    @TempDir
    private static Path directory;

    private static TestIssuer issuer;
    private static LocalPipeline local;
    private static CanardSettings settings;
    private static ConsoleServer server;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        Meters meters = new Meters(new SimpleMeterRegistry());
        local = LocalPipeline.start(
                CanardSettings.DEFAULTS,
                directory,
                new Topologies(CanardSettings.DEFAULTS, meters, InstantSource.system()),
                meters);
        settings = local.settings()
                .withConsole(new ConsoleSettings(
                        List.of(
                                ConsoleServer.user("view", Role.VIEWER),
                                ConsoleServer.user("study", Role.ANALYST),
                                ConsoleServer.user("ann", Role.MODERATOR),
                                ConsoleServer.user("bob", Role.MODERATOR)),
                        ConsoleSettings.DEFAULTS.claimTime(),
                        false,
                        List.of("checked"),
                        false,
                        50,
                        new LoginSettings(1_000, List.of()),
                        issuer.settings("", "")));
        Topic<String, Alert> alerts = local.topics().alerts();
        try (KafkaProducer<String, Alert> producer = new KafkaProducer<>(
                local.clientProperties(),
                alerts.keys().serializer(),
                alerts.values().serializer())) {
            for (int i = 0; i < ALERTS; i++) {
                Alert alert = Events.alert(
                        Events.post("p" + i, "Garlic cures the flu, they say <script>alert(" + i + ")</script>"),
                        Events.debunk("d" + i % 4, "Garlic cures the flu", Verdict.FALSE));
                producer.send(new ProducerRecord<>(alerts.name(), alert.id(), alert));
            }
        }
        open();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        local.close();
        issuer.close();
    }

    private static void open() throws InterruptedException {
        server = ConsoleServer.start(
                settings, local.replays(), new Meters(new SimpleMeterRegistry()), InstantSource.system());
    }

    @Test
    void everyRoute_withoutRights_isRefused() throws Exception {
        for (Console.Route route : server.console().routes()) {
            String path = route.path().replaceAll("\\{\\w+}", "x");
            String method = route.method().name();
            assertThat(status(method, path, null, null)).as(path).isEqualTo(401);
            assertThat(status(method, path, "wrong", null)).as(path).isEqualTo(401);
            if (route.role().compareTo(Role.VIEWER) > 0) {
                assertThat(status(method, path, "view", null)).as(path).isEqualTo(403);
            }
            if (method.equals("POST")) {
                assertThat(status(method, path, "ann", "https://evil.example"))
                        .as(path)
                        .isEqualTo(403);
            }
        }
        assertThat(status("GET", "/api/stream", null, null)).isEqualTo(401);
    }

    @Test
    void everyRoute_inASessionWithoutRights_isRefused() throws Exception {
        TestBrowser viewer = loggedIn("readers");
        TestBrowser moderator = loggedIn("checkers");
        TestBrowser nobody = new TestBrowser(server.address("").toString());
        nobody.cookies.put("canard-session", "x".repeat(43));
        for (Console.Route route : server.console().routes()) {
            String path = route.path().replaceAll("\\{\\w+}", "x");
            String method = route.method().name();
            assertThat(nobody.send(method, path).statusCode()).as(path).isEqualTo(401);
            if (route.role().compareTo(Role.VIEWER) > 0) {
                assertThat(viewer.send(method, path, "X-Canard-Request", "1").statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
            if (method.equals("POST")) {
                assertThat(moderator.send(method, path).statusCode()).as(path).isEqualTo(403);
                assertThat(moderator
                                .send(method, path, "X-Canard-Request", "1", "Origin", "https://evil.example")
                                .statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
            // A wrong token is no way round it, nor does the session make it right.
            assertThat(moderator
                            .send(method, path, "Authorization", "Bearer wrong")
                            .statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(nobody.get("/api/stream").statusCode()).isEqualTo(401);
        assertThat(moderator.get("/api/me").statusCode()).isEqualTo(200);
    }

    private static TestBrowser loggedIn(String group) throws Exception {
        issuer.user = Map.of("preferred_username", "of " + group, "groups", group);
        TestBrowser browser = new TestBrowser(server.address("").toString());
        assertThat(browser.logIn().statusCode()).isEqualTo(302);
        return browser;
    }

    @Test
    void openApi_namesExactlyTheRoutes() throws Exception {
        Set<String> described = new TreeSet<>();
        JsonNode paths = get("/api/openapi.json", "view").get("paths");
        paths.properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> routes = new TreeSet<>();
        server.console().routes().forEach(route -> routes.add(route.method().name() + " " + route.path()));
        routes.addAll(Set.of("GET /api/stream", "GET /login", "GET /login/callback"));

        assertThat(described).isEqualTo(routes);
    }

    @Test
    void check_withoutAText_isRefused() throws Exception {
        for (ObjectNode question :
                List.of(JSON.createObjectNode(), JSON.createObjectNode().put("text", " "))) {
            HttpResponse<String> answer = post("/api/check", "study", question);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).get("detail").asText()).contains("text");
        }
    }

    @Test
    void page_isServedWithAStrictPolicy() throws Exception {
        HttpResponse<String> page = CLIENT.send(request("/", null).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'");
        assertThat(page.body())
                .contains("console.js")
                .doesNotContain("<script>")
                .doesNotContain("style=");
    }

    @Test
    void decisions_ofManyAtATime_noneIsLostAndNoneHoldsTwice_alsoAfterARestart() throws Exception {
        // given
        List<String> ids = StreamSupport.stream(
                        get("/api/alerts?limit=200&debunk=d0&sort=NEWEST", "ann")
                                .get("items")
                                .spliterator(),
                        false)
                .map(item -> item.get("id").asText())
                .toList();
        assertThat(ids).hasSize(ALERTS / 4);

        // when each is confirmed by one and dismissed by another who has seen as much
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, 2 * ids.size()).parallel().forEach(i -> {
            ObjectNode order = JSON.createObjectNode()
                    .put("key", "key-" + i)
                    .put("alertId", ids.get(i / 2))
                    .put("seen", 0)
                    .put("action", i % 2 == 0 ? "CONFIRM" : "DISMISS")
                    .put("reason", "checked");
            statuses.add(
                    post("/api/decisions", i % 2 == 0 ? "ann" : "bob", order).statusCode());
        });

        // then
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(ids.size());
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(ids.size());
        JsonNode before = get("/api/alerts/" + ids.getFirst(), "ann");
        assertThat(before.get("history")).hasSize(2);
        server.close();
        open();
        JsonNode after = get("/api/alerts/" + ids.getFirst(), "ann");
        assertThat(after.get("history")).isEqualTo(before.get("history"));
        assertThat(after.get("case").get("state")).isEqualTo(before.get("case").get("state"));
    }

    @Test
    void bulk_countsFirst_andCanBeUndone() throws Exception {
        ObjectNode order = JSON.createObjectNode().put("key", "bulk").put("action", "DISMISS");
        order.putObject("filter").putArray("debunk").add("d1");

        assertThat(JSON.readTree(post("/api/decisions/bulk", "ann", order).body())
                        .get("count")
                        .asInt())
                .isEqualTo(ALERTS / 4);
        assertThat(post("/api/decisions/bulk", "ann", order.deepCopy().put("expected", 3))
                        .statusCode())
                .isEqualTo(409);
        assertThat(JSON.readTree(post("/api/decisions/bulk", "ann", order.put("expected", ALERTS / 4))
                                .body())
                        .get("decided")
                        .asInt())
                .isEqualTo(ALERTS / 4);
        assertThat(get("/api/alerts?debunk=d1&state=DISMISSED", "ann")
                        .get("total")
                        .asInt())
                .isEqualTo(ALERTS / 4);

        post("/api/decisions/bulk/bulk/undo", "ann", JSON.createObjectNode());

        assertThat(get("/api/alerts?debunk=d1&state=OPEN", "ann").get("total").asInt())
                .isEqualTo(ALERTS / 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"narrative\": [\"d1\"]} | filter has no narrative; it has [assignee, cluster, debunk, from, language,",
                "{\"debunk\": [null]}      | filter: debunk must be a list of texts"
            })
    void bulk_filterThatIsMisspelled_concernsNothing(String filter, String problem) throws Exception {
        ObjectNode order = JSON.createObjectNode().put("key", "wide").put("action", "DISMISS");
        order.set("filter", JSON.readTree(filter));

        HttpResponse<String> response = post("/api/decisions/bulk", "ann", order.put("expected", ALERTS));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).path("detail").asText()).startsWith(problem);
    }

    @Test
    @Timeout(60)
    void stream_tellsOfADecision_andGoesOnWhereItWasCut() throws Exception {
        String id = get("/api/alerts?debunk=d2", "ann")
                .get("items")
                .get(0)
                .get("id")
                .asText();
        HttpResponse<Stream<String>> stream = CLIENT.send(
                request("/api/stream", "view")
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Thread.ofVirtual().start(() -> stream.body().forEach(lines::add));

        post(
                "/api/decisions",
                "ann",
                JSON.createObjectNode().put("key", "s1").put("alertId", id).put("action", "CLAIM"));

        await().until(() -> List.copyOf(lines).stream().anyMatch(line -> line.contains(id)));
        String last = List.copyOf(lines).stream()
                .filter(line -> line.startsWith("id:"))
                .findFirst()
                .orElseThrow()
                .substring(3)
                .strip();
        post(
                "/api/decisions",
                "ann",
                JSON.createObjectNode().put("key", "s2").put("alertId", id).put("action", "RELEASE"));
        HttpResponse<Stream<String>> again = CLIENT.send(
                request("/api/stream", "view")
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", last)
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        List<String> missed = Collections.synchronizedList(new ArrayList<>());
        Thread.ofVirtual().start(() -> again.body().forEach(missed::add));
        await().until(() -> List.copyOf(missed).stream().anyMatch(line -> line.contains(id)));
    }

    @Test
    void reason_thatIsNotInTheList_isRefused() throws Exception {
        String id = get("/api/alerts?debunk=d3", "ann")
                .get("items")
                .get(0)
                .get("id")
                .asText();
        ObjectNode order = JSON.createObjectNode()
                .put("key", "r")
                .put("alertId", id)
                .put("action", "CONFIRM")
                .put("reason", "mood");

        assertThat(post("/api/decisions", "ann", order).statusCode()).isEqualTo(422);
    }

    @Test
    void isRefused_decisionThatCameTooLate_isKnown() throws Exception {
        // given
        String id = get("/api/alerts?debunk=d3&sort=OLDEST", "ann")
                .get("items")
                .get(1)
                .get("id")
                .asText();
        ObjectNode order = JSON.createObjectNode()
                .put("alertId", id)
                .put("seen", 0)
                .put("action", "CONFIRM")
                .put("reason", "checked");

        // when
        assertThat(post("/api/decisions", "ann", order.deepCopy().put("key", "first"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/api/decisions", "bob", order.deepCopy().put("key", "late"))
                        .statusCode())
                .isEqualTo(409);

        // then
        assertThat(server.console().isRefused(confirmed("first", id))).isFalse();
        assertThat(server.console().isRefused(confirmed("late", id))).isTrue();
    }

    private static Decision confirmed(String id, String alertId) {
        return new Decision(
                id, alertId, 1, "p", Decision.Action.CONFIRM, "ann", "checked", null, 0, null, Events.START);
    }

    private static HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address(path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static int status(String method, String path, @Nullable String token, @Nullable String origin)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, token)
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .timeout(Duration.ofSeconds(20));
        if (origin != null) {
            request.header("X-Canard-Request", "1").header("Origin", origin);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static JsonNode get(String path, String token) throws IOException, InterruptedException {
        return JSON.readTree(CLIENT.send(request(path, token).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static HttpResponse<String> post(String path, String token, ObjectNode body) {
        try {
            return CLIENT.send(
                    request(path, token)
                            .header("X-Canard-Request", "1")
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
