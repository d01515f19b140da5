package dev.canard.indexer;

import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.Encoders;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Debunks for tests. */
public final class Debunks {

    private Debunks() {}

    /** A false claim, without vectors. */
    public static Debunk falseClaim(String id, String claim, String title) {
        return new Debunk(
                id,
                claim,
                title,
                null,
                "The body of " + id + ".",
                new Rating(Verdict.FALSE, "False", "text:false"),
                "A Publisher",
                "https://example.org/" + id,
                LocalDate.of(2024, 5, 1),
                "en",
                List.of(),
                Instant.parse("2024-05-02T00:00:00Z"));
    }

    /** A false claim with the text of its article and the address of its review, without a headline. */
    public static Debunk reviewed(String claim, @Nullable String article, @Nullable String url) {
        return new Debunk(
                "reviewed",
                claim,
                null,
                null,
                article,
                new Rating(Verdict.FALSE, "False", "text:false"),
                null,
                url,
                null,
                "en",
                List.of(),
                Instant.EPOCH);
    }

    /** A false claim with its vectors. */
    public static Debunk falseClaim(String id, String claim, String title, Encoders encoders) {
        Debunk debunk = falseClaim(id, claim, title);
        return debunk.withVectors(encoders.vectorsOf(debunk));
    }
}
