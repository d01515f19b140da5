package dev.canard.deploy.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.HttpSettings;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.source.Importer;
import dev.canard.event.DeadLetter;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.metrics.Meters;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topic;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostsEndpointIT {

    private static final String KEY = "a key of 16 or more characters";
    private static final HttpSettings HTTP = new HttpSettings("127.0.0.1", 0, KEY, 1000, 0);

    @TempDir
    private static Path directory;

    private static LocalPipeline local;
    private static OperationsServer server;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        CanardSettings settings = CanardSettings.DEFAULTS;
        Meters meters = new Meters(registry());
        local = LocalPipeline.start(
                settings, directory, new Topologies(settings, meters, InstantSource.system()), meters);
        server = serve(HTTP, local.clientProperties(), 200);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        local.close();
    }

    @Test
    void post_onePost_isSentAsItIsUnderItsId() throws Exception {
        // given an object of several lines, with an array that would wrap fact-checks
        String body = "{\"id\": \"single\",\n \"text\": \"One.\",\n \"claims\": [{\"id\": \"no post\"}]}";

        // when
        HttpResponse<String> response = post(server, "/posts", KEY, body);

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode answer = json(response);
        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.path("rejected").asInt()).isZero();
        assertThat(sent(answer)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("single");
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo(body);
        });
    }

    @Test
    void post_list_tellsWhatIsWrongWithEach() throws Exception {
        // when
        HttpResponse<String> response = post(server, "/posts", KEY, """
                [{"id": "l1", "text": "One."},
                 {"id": "l2"},
                 {"id": "l3", "text": "%s"},
                 {"id": "l4", "text": "Four."}]
                """.formatted("x".repeat(300)));

        // then
        JsonNode answer = json(response);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(answer.path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.path("rejected").asInt()).isEqualTo(2);
        assertThat(answer.path("errors"))
                .extracting(error -> error.path("position").asText() + " "
                        + error.path("kind").asText())
                .containsExactly("2/1 MISSING_FIELD", "3/2 TOO_LARGE");
        assertThat(sent(answer)).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("l1", "l2", "l4");
        assertThat(read(local.topics().deadLetters()))
                .extracting(ConsumerRecord::value)
                .filteredOn(letter -> answer.path("source").asText().equals(letter.source()))
                .extracting(DeadLetter::kind)
                .containsExactly(DeadLetter.Kind.TOO_LARGE);
    }

    @Test
    void post_linesInTheFormatOfAPlatform_nameTheFormat() throws Exception {
        // when
        HttpResponse<String> response = post(server, "/posts?format=mastodon", KEY, """
                {"id":"1","uri":"https://m.example/1","content":"<p>One</p>"}
                {"id":"2","uri":"https://m.exa
                {"id":"3","uri":"https://m.example/3","content":"<p>Three</p>"}
                """);

        // then
        JsonNode answer = json(response);
        assertThat(answer.path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.path("errors").path(0).path("kind").asText()).isEqualTo("NOT_JSON");
        assertThat(sent(answer))
                .extracting(record -> RawHeaders.of(record.headers()).format())
                .containsOnly("mastodon");
        assertThat(sent(answer)).extracting(ConsumerRecord::key).contains("https://m.example/1", "https://m.example/3");
    }

    @Test
    void post_unknownFormat_isRefused() throws Exception {
        HttpResponse<String> response = post(server, "/posts?format=morse", KEY, "{}");

        assertProblem(response, 400);
        assertThat(response.body()).contains("bluesky-jetstream");
    }

    @Test
    void post_withoutTheKey_isRefused() throws Exception {
        HttpResponse<String> response =
                post(server, "/posts", "another key of 16 or more", "{\"id\":\"x\",\"text\":\"t\"}");

        assertProblem(response, 401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void post_tooLargeOrEmptyDocument_isRefused() throws Exception {
        assertProblem(post(server, "/posts", KEY, "x".repeat(1001)), 413);
        assertProblem(post(server, "/posts", KEY, " \n"), 400);
    }

    @Test
    void post_moreThanAreTakenASecond_isRefusedWithTheTimeToWait() throws Exception {
        try (OperationsServer slow =
                serve(new HttpSettings("127.0.0.1", 0, KEY, 10_000, 1), local.clientProperties(), 200)) {
            // given a list that takes the posts of many seconds
            String list = "[" + "{\"id\":\"r\",\"text\":\"t\"},".repeat(99) + "{\"id\":\"r\",\"text\":\"t\"}]";
            assertThat(post(slow, "/posts", KEY, list).statusCode()).isEqualTo(202);

            // when
            HttpResponse<String> response = post(slow, "/posts", KEY, "{\"id\":\"r\",\"text\":\"t\"}");

            // then
            assertProblem(response, 429);
            assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(50L, 100L);
        }
    }

    @Test
    void post_singlePosts_eachCountOnce() throws Exception {
        try (OperationsServer slow =
                serve(new HttpSettings("127.0.0.1", 0, KEY, 10_000, 3), local.clientProperties(), 200)) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                statuses.add(post(slow, "/posts", KEY, "{\"id\":\"s\",\"text\":\"t\"}")
                        .statusCode());
            }

            assertThat(statuses).containsOnly(202);
        }
    }

    @Test
    void post_packedDocumentThatIsTooLargeOnceItIsUnpacked_isRefused() throws Exception {
        // given
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{}\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }

        // when
        HttpResponse<String> response =
                post(server, "/posts", KEY, HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()));

        // then
        assertThat(packed.size()).isLessThan(1000);
        assertProblem(response, 413);
        assertThat(response.body()).contains("unpacked");
        assertThat(read(local.topics().postsRaw()))
                .noneMatch(record -> new String(record.value(), StandardCharsets.UTF_8).equals("{}"));
    }

    @Test
    void post_whereNoKafkaAnswers_isRefusedForNow() throws Exception {
        Map<String, Object> nowhere = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:1"));
        try (OperationsServer cutOff = serve(HTTP, nowhere, 200)) {
            HttpResponse<String> response = post(cutOff, "/posts", KEY, "{\"id\":\"x\",\"text\":\"t\"}");

            assertProblem(response, 503);
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
        }
    }

    private static OperationsServer serve(HttpSettings settings, Map<String, Object> kafka, int limit) {
        InstantSource clock = InstantSource.system();
        return OperationsServer.start(
                settings,
                local.pipeline(),
                registry(),
                new ImportEndpoints(
                        new DebunksEndpoint(
                                settings,
                                new Importer(kafka, local.topics(), limit, clock),
                                DebunkReader.standard(CanardSettings.DEFAULTS.debunks()),
                                clock),
                        new PostsEndpoint(settings, kafka, local.topics(), limit, clock)),
                null);
    }

    private static PrometheusMeterRegistry registry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    private static void assertProblem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(json(response).path("status").asInt()).isEqualTo(status);
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new JsonMapper().readTree(response.body());
    }

    private HttpResponse<String> post(OperationsServer to, String path, @Nullable String key, String body)
            throws Exception {
        return post(to, path, key, HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(
            OperationsServer to, String path, @Nullable String key, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(to.port(), path)))
                .header("Authorization", "Bearer " + key)
                .POST(body);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What was sent of the document of an answer. */
    private static List<ConsumerRecord<String, byte[]>> sent(JsonNode answer) {
        return read(local.topics().postsRaw()).stream()
                .filter(record -> answer.path("source")
                        .asText()
                        .equals(RawHeaders.of(record.headers()).source()))
                .toList();
    }

    private static <V> List<ConsumerRecord<String, V>> read(Topic<String, V> topic) {
        List<ConsumerRecord<String, V>> records = new ArrayList<>();
        try (TopicTail<V> tail = new TopicTail<>(local.clientProperties(), topic, TopicTail.From.BEGINNING)) {
            tail.readToEnd(records::add);
        }
        return records;
    }
}
