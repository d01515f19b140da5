package dev.canard.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.Canard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed and started again gives what an undisturbed one gives. */
class KilledRunIT {

    private static final Pattern ALERT_ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");

    @TempDir
    private Path directory;

    private Path debunks;
    private Path posts;

    @BeforeEach
    void copyInput() throws IOException {
        debunks = copy("debunks.jsonl", "demo/debunks.jsonl");
        posts = directory.resolve("posts.jsonl");
        // Enough of them that a run is still busy when it is killed.
        String demo = Files.readString(copy("demo.jsonl", "demo/posts.jsonl"));
        StringBuilder many = new StringBuilder();
        for (int round = 0; round < 2; round++) {
            many.append(demo.replace("\"demo-", "\"round-" + round + "-"));
        }
        Files.writeString(posts, many);
    }

    @Test
    void run_killedMidWayAndStartedAgain_givesTheSameAlertsOnce() throws Exception {
        // given an undisturbed run
        assertThat(start("calm").waitFor()).isZero();

        // and one that is killed while it judges
        Process killed = start("shaken");
        try (BufferedReader progress = killed.errorReader(StandardCharsets.UTF_8)) {
            String line = progress.readLine();
            while (line != null && !(line.contains("posts.jsonl") && line.contains("records sent"))) {
                line = progress.readLine();
            }
            assertThat(line).as("the run came to its posts").isNotNull();
        }
        killed.destroyForcibly().waitFor();

        // when
        Process again = start("shaken");
        again.errorReader(StandardCharsets.UTF_8).lines().forEach(_ -> {});
        assertThat(again.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(again.exitValue()).isZero();

        // then
        List<String> calm = alertIds("calm");
        assertThat(calm).isNotEmpty().doesNotHaveDuplicates();
        assertThat(alertIds("shaken")).containsExactlyInAnyOrderElementsOf(calm);
        assertThat(Files.readAllLines(directory.resolve("shaken.matches"))).hasSameSizeAs(Files.readAllLines(posts));
    }

    private Process start(String name) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx1536m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Canard.class.getName(),
                        "run",
                        "--debunks",
                        debunks.toString(),
                        "--posts",
                        posts.toString(),
                        "--state",
                        directory.resolve(name).toString(),
                        "--alerts",
                        directory.resolve(name + ".alerts").toString(),
                        "--matches",
                        directory.resolve(name + ".matches").toString())
                .redirectOutput(directory.resolve(name + ".table").toFile())
                .redirectError(
                        name.equals("calm")
                                ? ProcessBuilder.Redirect.to(
                                        directory.resolve("calm.progress").toFile())
                                : ProcessBuilder.Redirect.PIPE)
                .start();
    }

    private List<String> alertIds(String name) throws IOException {
        List<String> ids = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(name + ".alerts"))) {
            var id = ALERT_ID.matcher(line);
            assertThat(id.find()).isTrue();
            ids.add(id.group(1));
        }
        return ids;
    }

    private Path copy(String name, String resource) throws IOException {
        try (InputStream stream = Canard.class.getResourceAsStream(resource)) {
            Path file = directory.resolve(name);
            Files.copy(stream, file);
            return file;
        }
    }
}
