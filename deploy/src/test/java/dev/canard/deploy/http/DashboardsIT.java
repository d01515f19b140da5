package dev.canard.deploy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.HttpSettings;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.webhook.DeliveryResult;
import dev.canard.event.Alert;
import dev.canard.event.Decision;
import dev.canard.event.Match;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holds dashboards and alert rules to what {@code /metrics} answers. */
class DashboardsIT {

    private static final Path FOLDER = Path.of("observability");
    private static final Pattern NAME = Pattern.compile("canard_\\w+");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern SELECTED = Pattern.compile("(\\w+)=~?\"([^\"]*)\"");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");

    /** Values that queries may ask for. */
    private static final Map<String, Enum<?>[]> VALUES = Map.of(
            "status", Alert.Status.values(),
            "outcome", Match.Outcome.values(),
            "action", Decision.Action.values(),
            "result", DeliveryResult.values());

    /** Labels of each metric. */
    private static final Map<String, Set<String>> SCRAPED = new HashMap<>();

    private static final Map<String, String> QUERIES = new HashMap<>();

    @BeforeAll
    static void scrape(@TempDir Path directory) throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = meters(registry);
        CanardSettings settings = CanardSettings.DEFAULTS;
        try (LocalPipeline local = LocalPipeline.start(
                        settings, directory, new Topologies(settings, meters, InstantSource.system()), meters);
                OperationsServer server = OperationsServer.start(
                        new HttpSettings("127.0.0.1", 0, "", 1 << 20, 0), local.pipeline(), registry, null, null)) {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(DashboardsIT::sample);
        }
        for (JsonNode group :
                new YAMLMapper().readTree(FOLDER.resolve("alerts.yml").toFile()).get("groups")) {
            group.get("rules")
                    .forEach(rule -> QUERIES.put(
                            rule.get("alert").asText(), rule.get("expr").asText()));
        }
        for (Path dashboard : dashboards()) {
            for (JsonNode panel :
                    new ObjectMapper().readTree(dashboard.toFile()).get("panels")) {
                for (JsonNode target : panel.get("targets")) {
                    QUERIES.put(
                            "%s: %s, %s"
                                    .formatted(
                                            dashboard.getFileName(),
                                            panel.get("title").asText(),
                                            target.get("refId").asText()),
                            target.get("expr").asText());
                }
            }
        }
    }

    /** With something in each meter. */
    private static Meters meters(PrometheusMeterRegistry registry) {
        Meters meters = new Meters(registry);
        for (Meter meter : Meter.values()) {
            Object[] tags = meter.tags().toArray();
            switch (meter.type()) {
                case COUNTER -> meters.count(meter, tags);
                case TIMER -> meters.record(meter, Duration.ofMillis(5), tags);
                case GAUGE -> meters.gauge(meter, () -> 1, tags);
            }
        }
        return meters;
    }

    private static boolean isInstalled(String command) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    @Test
    void queries_askOnlyForMetricsAndLabelsThatAreThere() {
        assertThat(QUERIES).hasSizeGreaterThan(40);
        each((query, text) -> {
            Set<String> names = names(text);
            assertThat(SCRAPED.keySet()).as(query).containsAll(names);
            Set<String> labels = new TreeSet<>(Set.of("le", "job"));
            names.forEach(name -> labels.addAll(SCRAPED.get(name)));
            GROUPED.matcher(text)
                    .results()
                    .flatMap(found -> Arrays.stream(found.group(1).split(", *")))
                    .forEach(label -> assertThat(labels).as(query).contains(label));
            SELECTED.matcher(text)
                    .results()
                    .forEach(found -> assertThat(labels).as(query).contains(found.group(1)));
        });
    }

    @Test
    void queries_selectOnlyValuesThatThereAre() {
        each((query, text) -> SELECTED.matcher(text)
                .results()
                .filter(found -> !found.group(1).equals("job"))
                .forEach(found -> assertThat(Arrays.stream(VALUES.get(found.group(1)))
                                .map(value -> value.name().toLowerCase(Locale.ROOT)))
                        .as(query)
                        .contains(found.group(2).split("\\|"))));
    }

    @Test
    void everyMeter_isOnADashboard() {
        Set<String> shown =
                QUERIES.values().stream().flatMap(text -> names(text).stream()).collect(Collectors.toSet());

        for (Meter meter : Meter.values()) {
            String name = meter.id().replace('.', '_');
            assertThat(shown).as(name).anyMatch(each -> each.matches(name + "(_total|_seconds_(bucket|sum|count))?"));
        }
    }

    @Test
    void rulesAndQueries_areWhatPrometheusReads() throws Exception {
        assumeTrue(isInstalled("promtool"), "no promtool on the path: the rules were not read by Prometheus");
        // Each query becomes a rule, since promtool checks no bare query.
        List<Map<String, String>> rules = new ArrayList<>();
        each((_, text) -> rules.add(Map.of("record", "canard:query:" + rules.size(), "expr", text)));
        Path all = Files.createTempFile("queries", ".yml");
        try {
            new YAMLMapper()
                    .writeValue(all.toFile(), Map.of("groups", List.of(Map.of("name", "queries", "rules", rules))));

            Process promtool = new ProcessBuilder(
                            "promtool",
                            "check",
                            "rules",
                            FOLDER.resolve("alerts.yml").toString(),
                            all.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(promtool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(promtool.waitFor()).as(said).isZero();
        } finally {
            Files.delete(all);
        }
    }

    @Test
    @Timeout(120)
    void rulesAndQueries_areAnsweredByPrometheus(@TempDir Path directory) throws Exception {
        assumeTrue(isInstalled("prometheus"), "no prometheus on the path: no query was asked");
        CanardSettings settings = CanardSettings.DEFAULTS;
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = meters(registry);
        try (LocalPipeline local = LocalPipeline.start(
                        settings,
                        directory.resolve("canard"),
                        new Topologies(settings, meters, InstantSource.system()),
                        meters);
                OperationsServer server = OperationsServer.start(
                        new HttpSettings("127.0.0.1", 0, "", 1 << 20, 0), local.pipeline(), registry, null, null);
                PrometheusProcess prometheus = PrometheusProcess.start(
                        directory, FOLDER.resolve("alerts.yml"), "127.0.0.1:" + server.port())) {

            // when it has scraped once
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !prometheus.ask("up{job=\"canard\"} == 1").isEmpty());

            // then each query is answered, and asks for something that was scraped
            for (Map.Entry<String, String> query : QUERIES.entrySet()) {
                prometheus.ask(query.getValue());
                for (String name : names(query.getValue())) {
                    assertThat(prometheus.ask(name))
                            .as("%s: %s", query.getKey(), name)
                            .isNotEmpty();
                }
            }
            assertThat(prometheus.rulesInTrouble()).isEmpty();
        }
    }

    private static void each(BiConsumer<String, String> check) {
        QUERIES.forEach(check);
    }

    private static Set<String> names(String query) {
        return NAME.matcher(query).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    private static void sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        Set<String> labels = SCRAPED.computeIfAbsent(matcher.group(1), _ -> new TreeSet<>());
        if (matcher.group(2) != null) {
            Pattern.compile("(\\w+)=\"")
                    .matcher(matcher.group(2))
                    .results()
                    .forEach(found -> labels.add(found.group(1)));
        }
    }

    private static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }
}
