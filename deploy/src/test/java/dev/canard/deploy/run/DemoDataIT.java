package dev.canard.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.Canard;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Alert;
import dev.canard.event.Verdict;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the demo shows, against what it should. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoDataIT {

    private record Label(String stance, String debunk, boolean alert) {}

    private final Map<String, Label> labels = new LinkedHashMap<>();
    private List<Alert> alerts = List.of();
    private long posts;
    private long deadLetters;

    @BeforeAll
    void runDemo(@TempDir Path directory) throws Exception {
        readLabels();
        InstantSource clock = InstantSource.system();
        try (Results results = new Results(Results.Files.NONE, clock, _ -> {})) {
            new BoundedRun(
                            CanardSettings.DEFAULTS,
                            new Meters(new SimpleMeterRegistry()),
                            clock,
                            new Terminal(System.out, System.out, false, clock))
                    .run(
                            List.of(InputFile.resource("/dev/canard/deploy/demo/debunks.jsonl")),
                            List.of(InputFile.resource("/dev/canard/deploy/demo/posts.jsonl")),
                            directory.resolve("state"),
                            results);
            alerts = results.alerts();
            posts = results.posts();
            deadLetters = results.deadLetters();
        }
    }

    @Test
    void run_judgesEveryPost() {
        assertThat(posts).isEqualTo(labels.size());
        assertThat(deadLetters).isZero();
    }

    @Test
    void run_alertsAreMostlyRightAndFindMost() {
        // given
        long expected = labels.values().stream().filter(Label::alert).count();

        // when
        long right = alerts.stream()
                .filter(alert -> labels.get(alert.post().id()).alert())
                .filter(alert -> labels.get(alert.post().id())
                        .debunk()
                        .equals(alert.debunk().id()))
                .count();

        // then
        assertThat((double) right / alerts.size()).as("precision").isGreaterThanOrEqualTo(.85);
        assertThat((double) right / expected).as("recall").isGreaterThanOrEqualTo(.45);
    }

    @Test
    void run_noDebunkRatedTrueAlerts() {
        assertThat(alerts)
                .extracting(alert -> alert.debunk().rating().verdict())
                .doesNotContain(Verdict.TRUE, Verdict.MOSTLY_TRUE);
    }

    @Test
    void run_theStoryOfTheMessages_alertsOnlyOnThoseWhoSpreadIt() {
        assertThat(alerts)
                .filteredOn(alert -> alert.debunk().id().endsWith("meta-dms"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(alert ->
                        assertThat(labels.get(alert.post().id()).stance()).isEqualTo("spreads"));
    }

    private void readLabels() throws IOException {
        try (InputStream stream = Canard.class.getResourceAsStream("demo/labels.tsv")) {
            List<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split("\t", -1);
                labels.put(fields[0], new Label(fields[1], fields[2], fields[3].equals("true")));
            }
        }
    }
}
