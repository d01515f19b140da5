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
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.metrics.Meters;
import dev.canard.topic.RawHeaders;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebunksEndpointIT {

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
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        InstantSource clock = InstantSource.system();
        local = LocalPipeline.start(settings, directory, new Topologies(settings, meters, clock), meters);
        server = OperationsServer.start(
                HTTP,
                local.pipeline(),
                registry,
                new ImportEndpoints(
                        new DebunksEndpoint(
                                HTTP,
                                new Importer(
                                        local.clientProperties(),
                                        local.topics(),
                                        settings.ingest().maxPayloadBytes(),
                                        clock),
                                DebunkReader.standard(settings.debunks()),
                                clock),
                        new PostsEndpoint(
                                HTTP,
                                local.clientProperties(),
                                local.topics(),
                                settings.ingest().maxPayloadBytes(),
                                clock)),
                null);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        local.close();
    }

    @Test
    void post_document_sendsItsFactChecksAndTellsWhatIsWrong() throws Exception {
        // when
        HttpResponse<String> response = post("Bearer " + KEY, """
                [{"@type": "ClaimReview", "@id": "urn:p1", "claimReviewed": "One."},
                 {"@type": "ClaimReview", "@id": "urn:p2"}]
                """);

        // then
        JsonNode answer = new JsonMapper().readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.path("rejected").asInt()).isEqualTo(1);
        assertThat(answer.path("errors"))
                .hasToString("[{\"position\":\"2/1\",\"kind\":\"MISSING_FIELD\","
                        + "\"message\":\"claimReviewed must state the claim\"}]");
        assertThat(sent())
                .filteredOn(record -> answer.path("source")
                        .asText()
                        .equals(RawHeaders.of(record.headers()).source()))
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrder("urn:p1", "urn:p2");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Bearer another key of 16 or more", "Basic x", KEY})
    void post_withoutTheKey_isRefused(@Nullable String authorization) throws Exception {
        // when
        HttpResponse<String> response = post(authorization, "{\"@id\":\"urn:refused\",\"claimReviewed\":\"c\"}");

        // then
        assertProblem(response, 401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(sent()).extracting(ConsumerRecord::key).doesNotContain("urn:refused");
    }

    @Test
    void post_tooLargeDocument_isRefused() throws Exception {
        assertProblem(post("Bearer " + KEY, "x".repeat(1001)), 413);
    }

    @Test
    void post_emptyDocument_isRefused() throws Exception {
        assertProblem(post("Bearer " + KEY, " \n"), 400);
    }

    @Test
    void post_tableWithAHeaderThatNamesNoId_isRefused() throws Exception {
        HttpResponse<String> response = post("Bearer " + KEY, "claim,verdict\nc,False\n");

        assertProblem(response, 400);
        assertThat(response.body()).contains("header");
    }

    @Test
    void post_serverWithoutAKey_knowsNoSuchPath() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (OperationsServer closed =
                OperationsServer.start(HttpSettings.DEFAULTS.withPort(0), local.pipeline(), registry, null, null)) {
            assertThat(post(closed.port(), "Bearer " + KEY, "{}").statusCode()).isEqualTo(404);
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(new JsonMapper().readTree(response.body()).path("status").asInt())
                .isEqualTo(status);
    }

    private HttpResponse<String> post(@Nullable String authorization, String body) throws Exception {
        return post(server.port(), authorization, body);
    }

    private HttpResponse<String> post(int port, @Nullable String authorization, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/debunks".formatted(port)))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<ConsumerRecord<String, byte[]>> sent() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (TopicTail<byte[]> tail =
                new TopicTail<>(local.clientProperties(), local.topics().debunksRaw(), TopicTail.From.BEGINNING)) {
            tail.readToEnd(records::add);
        }
        return records;
    }
}
