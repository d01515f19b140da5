package dev.canard.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.text.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReplayBenchmarkIT {

    @Test
    @Timeout(400)
    void replays_whileDebunksCameAndChanged_giveTheAlertsOfProduction(@TempDir Path directory) throws Exception {
        // given
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, false, InstantSource.system());
        ReplayBenchmark benchmark = new ReplayBenchmark(CanardSettings.DEFAULTS, terminal, 300, 10, 1);

        // when
        Map<String, String> figures = benchmark.run(directory);

        // then
        assertThat(figures)
                .containsEntry("replay claims: alerts that differ", "0")
                .containsEntry("replay posts: alerts that differ", "0")
                .containsEntry("partitions of production that a replay wrote to", "0");
        assertThat(figures.get("replay claims: alerts")).isNotEqualTo("0");
    }
}
