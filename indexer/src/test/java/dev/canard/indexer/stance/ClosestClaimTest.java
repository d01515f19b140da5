package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Claim;
import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.match.DebunkMatcher;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClosestClaimTest {

    private static final String TEXT = "Good morning all. Garlic cures the flu. Have a nice day.";

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a"), new HashingTextEncoder("b")));

    @Test
    void of_severalClaims_isTheOneOfTheDebunk() {
        PostClaims post = Events.postClaims(
                Events.post("p1", TEXT), "Good morning all.", "Garlic cures the flu.", "Have a nice day.");

        assertThat(closest(post, debunk())).map(Claim::text).contains("Garlic cures the flu.");
    }

    @Test
    void of_debunkWithoutVectors_isTheFirst() {
        PostClaims post = Events.postClaims(Events.post("p1", TEXT), "Good morning all.", "Garlic cures the flu.");

        assertThat(closest(post, debunk().withVectors(List.of())))
                .map(Claim::text)
                .contains("Good morning all.");
    }

    @Test
    void of_postWithoutClaims_isEmpty() {
        Post post = Events.post("p1", TEXT);

        assertThat(closest(new PostClaims(post, List.of()), debunk())).isEmpty();
    }

    private Optional<Claim> closest(PostClaims post, Debunk debunk) {
        return ClosestClaim.of(DebunkMatcher.encode(post, encoders), debunk);
    }

    private Debunk debunk() {
        Debunk debunk = Events.debunk("d1", "Garlic cures flu", Verdict.FALSE);
        return debunk.withVectors(encoders.vectorsOf(debunk));
    }
}
