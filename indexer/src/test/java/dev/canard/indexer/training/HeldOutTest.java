package dev.canard.indexer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.indexer.Debunks;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    @Test
    void is_sameClaimInAnotherLibrary_isHeldOutWithIt() {
        assertThat(IntStream.range(0, 100))
                .allMatch(i -> HeldOut.is(Debunks.falseClaim("" + i, "Claim " + i + " holds.", null))
                        == HeldOut.is(Debunks.falseClaim("other-" + i, "\"Claim " + i + "\" holds", "A title")));
    }

    @Test
    void is_oneClaimInFive() {
        assertThat(IntStream.range(0, 1000)
                        .filter(i -> HeldOut.is(Debunks.falseClaim("garlic", "Claim " + i + " holds.", null)))
                        .count())
                .isBetween(150L, 250L);
    }
}
