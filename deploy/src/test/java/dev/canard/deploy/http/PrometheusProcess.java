package dev.canard.deploy.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Prometheus of the machine, on a free port, with one target. */
final class PrometheusProcess implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LISTENS = Pattern.compile(".*Listening on.* address=(127\\.0\\.0\\.1:\\d+).*");

    private final Process process;
    private final String address;

    private PrometheusProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** @param directory where it keeps its files */
    static PrometheusProcess start(Path directory, Path rules, String target) throws IOException {
        Path settings =
                Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: canard
                    static_configs: [{targets: ["%s"]}]
                """.formatted(rules.toAbsolutePath(), target));
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            Matcher listens = LISTENS.matcher(line);
            if (listens.matches()) {
                // It would stop when nobody reads what it says.
                Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(_ -> {}));
                return new PrometheusProcess(process, "http://" + listens.group(1));
            }
        }
        throw new IOException("Prometheus does not start: " + String.join("; ", said));
    }

    /**
     * The series that a query gives.
     *
     * @throws IOException if Prometheus cannot answer it
     */
    JsonNode ask(String query) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .get("result");
    }

    /** Rules that could not be evaluated, and why. */
    List<String> rulesInTrouble() throws IOException, InterruptedException {
        List<String> troubles = new ArrayList<>();
        for (JsonNode group : get("/api/v1/rules").get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                if (rule.path("health").asText().equals("err")) {
                    troubles.add(rule.get("name").asText() + ": "
                            + rule.path("lastError").asText());
                }
            }
        }
        return troubles;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
        JsonNode answer = JSON.readTree(response.body());
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException(path + ": " + response.body());
        }
        return answer.get("data");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
