package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Vector;
import dev.canard.event.Verdict;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameClaimTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ducks bark at night. | “ducks bark, at NIGHT” | 0 | true",
                "Ducks bark at night. | At night one hears ducks bark. | .96 | true",
                "Ducks bark at night. | At night one hears ducks bark. | .94 | false",
                "Ducks bark at night. | Ducks don't bark at night. | .99 | false",
                "5 ducks bark. | 6 ducks bark. | .99 | false",
                "5,000 ducks bark. | 5000 ducks will bark. | .99 | true"
            })
    void test_wordsOrMeaningNumbersAndNegation(String one, String other, float cosine, boolean same) {
        Debunk first = debunk(one, new float[] {1, 0});
        Debunk second = debunk(other, new float[] {cosine, (float) Math.sqrt(1 - cosine * cosine)});

        assertThat(SameClaim.test(first, second)).isEqualTo(same);
        assertThat(SameClaim.test(second, first)).isEqualTo(same);
    }

    private static Debunk debunk(String claim, float[] vector) {
        return Events.debunk(claim, claim, Verdict.FALSE).withVectors(List.of(new Vector("e", "claim", vector)));
    }
}
