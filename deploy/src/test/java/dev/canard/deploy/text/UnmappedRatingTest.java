package dev.canard.deploy.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnmappedRatingTest {

    @Test
    void of_spellingsOfOnePublisher_areCountedTogetherMostFrequentFirst() {
        List<UnmappedRating> unmapped = UnmappedRating.of(List.of(
                debunk("1", Verdict.FALSE, "False", "Acme"),
                debunk("2", Verdict.UNKNOWN, null, null),
                debunk("3", Verdict.UNKNOWN, "Far out", "Acme"),
                debunk("4", Verdict.UNKNOWN, "FAR  out\u0007", "Acme"),
                debunk("5", Verdict.UNKNOWN, "Far out", "Zenith")));

        assertThat(unmapped)
                .extracting(UnmappedRating::line)
                .containsExactly(
                        "      2  \"Far out\"  Acme  none: words not in the table  for instance 3",
                        "      1  (no rating)  -  none: words not in the table  for instance 2",
                        "      1  \"Far out\"  Zenith  none: words not in the table  for instance 5");
    }

    @Test
    void csv_hostileText_isOneRowOfQuotedTextsWithoutFormula() {
        UnmappedRating rating = UnmappedRating.of(List.of(
                        debunk("=1+2", Verdict.UNKNOWN, "\t=HYPERLINK(\"http://x\",\r\n\"y\")\u202e", "@Acme, Inc")))
                .getFirst();

        assertThat(rating.csv())
                .isEqualTo(
                        "1,\"'=HYPERLINK(\"\"http://x\"\", \"\"y\"\")\",\"'@Acme, Inc\",\"none: words not in the table\","
                                + "\"'=1+2\",\"https://example.org/?a=1\"");
    }

    @Test
    void csv_hugeRating_isCut() {
        UnmappedRating rating = UnmappedRating.of(List.of(debunk("1", Verdict.UNKNOWN, "é".repeat(100_000), "Acme")))
                .getFirst();

        assertThat(rating.csv()).hasSizeLessThan(500).contains("…");
    }

    private static Debunk debunk(String id, Verdict verdict, @Nullable String original, @Nullable String publisher) {
        return new Debunk(
                id,
                "Garlic cures the flu",
                null,
                null,
                null,
                new Rating(verdict, original, "none: words not in the table"),
                publisher,
                "https://example.org/?a=1",
                null,
                null,
                List.of(),
                Instant.EPOCH);
    }
}
