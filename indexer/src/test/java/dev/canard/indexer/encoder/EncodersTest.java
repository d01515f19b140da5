package dev.canard.indexer.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import dev.canard.event.Vector;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.TextEncoder.Role;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodersTest {

    private static final Rating RATING = new Rating(Verdict.FALSE, "False", "text:false");

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a"), new HashingTextEncoder("b")));

    @Test
    void encode_asksEachEncoder_inOrder() {
        assertThat(encoders.encode("birds are drones", Role.QUERY).keySet()).containsExactly("a", "b");
    }

    @Test
    void vectorsOf_givesClaimAndTitleAndBoth_ofEachEncoder() {
        List<Vector> vectors = encoders.vectorsOf(debunk("Birds are drones.", "Are Birds Drones?"));

        assertThat(vectors)
                .extracting(Vector::encoder, Vector::field)
                .containsExactly(
                        tuple("a", "claim"),
                        tuple("b", "claim"),
                        tuple("a", "title"),
                        tuple("b", "title"),
                        tuple("a", "both"),
                        tuple("b", "both"));
        assertThat(vectors.getLast().values())
                .isEqualTo(new HashingTextEncoder("b").encode("Birds are drones. Are Birds Drones?", Role.PASSAGE));
    }

    @Test
    void vectorsOf_skipsTheTitle_thatSaysNothingNew() {
        assertThat(encoders.vectorsOf(debunk("Birds are drones.", null)))
                .extracting(Vector::field)
                .containsExactly("claim", "claim", "both", "both");
        assertThat(encoders.vectorsOf(debunk("Birds are drones.", " "))).hasSize(4);
        assertThat(encoders.vectorsOf(debunk("Birds are drones.", "Birds are drones.")))
                .hasSize(4);
    }

    @Test
    void vectorsOf_givesTheFirstSentencesOfTheArticle_thatSaySomething() {
        String body = "No. " + "Birds lay eggs, and drones were never seen to do so. ".repeat(20);
        Debunk debunk = new Debunk(
                "1", "Birds are drones.", null, null, body, RATING, null, null, null, null, List.of(), Instant.EPOCH);

        List<Vector> vectors = encoders.vectorsOf(debunk);

        assertThat(vectors).hasSize(4 + 2 * 8);
        assertThat(vectors).extracting(Vector::field).contains("body/0", "body/7");
        assertThat(vectors.getLast().values())
                .isEqualTo(new HashingTextEncoder("b")
                        .encode("Birds lay eggs, and drones were never seen to do so.", Role.PASSAGE));
    }

    @Test
    void encoders_mustDiffer() {
        List<HashingTextEncoder> twice = List.of(new HashingTextEncoder("a"), new HashingTextEncoder("a"));

        assertThatThrownBy(() -> new Encoders(twice)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Debunk debunk(String claim, String title) {
        return new Debunk("1", claim, title, null, null, RATING, null, null, null, null, List.of(), Instant.EPOCH);
    }
}
