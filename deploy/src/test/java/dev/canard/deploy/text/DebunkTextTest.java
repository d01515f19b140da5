package dev.canard.deploy.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebunkTextTest {

    private static final Debunk HOSTILE = new Debunk(
            "id\u001b[2J",
            "Garlic cures\nthe flu",
            null,
            null,
            "Trials found\u202e nothing.",
            new Rating(Verdict.UNKNOWN, "Nope\u0007", "none"),
            "A\u200bcme",
            "https://example.org",
            LocalDate.of(2024, 5, 1),
            "en",
            List.of(),
            Instant.EPOCH);

    @Test
    void line_hostileText_staysOnOneLine() {
        assertThat(DebunkText.line(HOSTILE))
                .isEqualTo("UNKNOWN        2024-05-01  id[2J  Acme  \"Garlic cures the flu\"");
    }

    @Test
    void of_knownFacts_haveALineEach_andUnknownOnesNone() {
        assertThat(DebunkText.of(HOSTILE).lines())
                .contains("claim      Garlic cures the flu", "rating     Nope", "article    Trials found nothing.")
                .noneSatisfy(line -> assertThat(line).startsWith("title"));
    }
}
