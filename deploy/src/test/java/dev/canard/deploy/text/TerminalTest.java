package dev.canard.deploy.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void progress_onATerminal_isRewrittenAndGivesWayToResults() {
        // given
        Terminal terminal = terminal(true);

        // when
        terminal.progress("1 of 2");
        terminal.print("result");
        terminal.end();

        // then
        assertThat(text(progress)).isEqualTo("\r\u001b[K1 of 2\r\u001b[K1 of 2\r\u001b[K");
        assertThat(text(results)).isEqualTo("result\n");
    }

    @Test
    void progress_elsewhere_isPrintedNowAndThen() {
        // given
        Terminal terminal = terminal(false);

        // when
        terminal.progress("1 of 9");
        terminal.progress("2 of 9");
        now = now.plusSeconds(6);
        terminal.progress("3 of 9");
        now = now.plusSeconds(6);
        terminal.progress("3 of 9");

        // then
        assertThat(text(progress)).isEqualTo("1 of 9\n3 of 9\n");
    }

    private Terminal terminal(boolean interactive) {
        return new Terminal(
                new PrintStream(results, true, StandardCharsets.UTF_8),
                new PrintStream(progress, true, StandardCharsets.UTF_8),
                interactive,
                () -> now);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
