package dev.canard.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.text.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConsoleBenchmarkIT {

    @Test
    @Timeout(300)
    void decisions_whileTheConsoleIsKilled_noneIsLostAndNoneIsThereTwice(@TempDir Path directory) throws Exception {
        // given
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, false, InstantSource.system());
        ConsoleBenchmark benchmark =
                new ConsoleBenchmark(CanardSettings.DEFAULTS, terminal, 2_000, 8, 100, Duration.ofSeconds(6), 1);

        // when
        Map<String, String> figures = benchmark.run(directory);

        // then
        assertThat(figures)
                .containsEntry("accepted and lost", "0")
                .containsEntry("refused and yet held", "0")
                .containsEntry("in the topic twice", "0")
                .containsEntry("unexpected answers", "0")
                .containsEntry("of another state after a fresh start", "0");
        assertThat(figures.get("decisions accepted")).isNotEqualTo("0");
        assertThat(figures.get("alerts decided, by the topic")).isNotEqualTo("0");
    }
}
