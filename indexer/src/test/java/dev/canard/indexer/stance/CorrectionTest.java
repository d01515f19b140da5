package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.indexer.Debunks;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CorrectionTest {

    @Test
    void of_article_isTheSentenceNearestToThePost() {
        Debunk debunk =
                debunk("The video was seen by millions last week. The bridge in the video was blown up in a film, "
                        + "not by an earthquake. Ministers have not commented so far.");

        assertThat(Correction.of(debunk, "The earthquake took down that bridge, watch the video"))
                .contains("The bridge in the video was blown up in a film, not by an earthquake.");
    }

    @Test
    void of_postWithoutSharedWords_isTheFirstSentenceOfSomeLength() {
        Debunk debunk = debunk("No. The bridge was blown up in a film. Ministers have not commented so far.");

        assertThat(Correction.of(debunk, "quite something")).contains("The bridge was blown up in a film.");
    }

    @Test
    void of_articleWithoutWords_isEmpty() {
        assertThat(Correction.of(debunk(""), "bridge")).isEmpty();
        assertThat(Correction.of(debunk("No. No!"), "bridge")).isEmpty();
        assertThat(Correction.of(debunk(null), "bridge")).isEmpty();
    }

    private static Debunk debunk(String body) {
        Debunk plain = Debunks.falseClaim("d1", "An earthquake took down a bridge.", "No earthquake");
        return new Debunk(
                plain.id(),
                plain.claim(),
                plain.title(),
                null,
                body,
                plain.rating(),
                null,
                null,
                null,
                null,
                plain.vectors(),
                Instant.EPOCH);
    }
}
