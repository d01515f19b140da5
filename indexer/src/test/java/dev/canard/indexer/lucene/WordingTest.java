package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void numbers_areTheSame_withAndWithoutSeparators() {
        assertThat(Wording.numbers("1,000 of 1000, 5G and 3.5%")).containsExactly("1000", "5", "35");
    }

    @Test
    void names_areCapitalisedWords_thatAreNoStopWords() {
        assertThat(Wording.names("The Zoo of Bill Gates. They say I")).containsExactly("zoo", "bill", "gates");
    }

    @Test
    void coverage_isTheWeightedShare() {
        Map<String, Double> weights = Map.of("garlic", 3.0, "flu", 1.0);

        assertThat(Wording.coverage(Set.of("garlic", "flu"), Set.of("garlic")::contains, weights::get))
                .isEqualTo(.75);
        assertThat(Wording.coverage(Set.of(), Set.of("garlic")::contains, weights::get))
                .isZero();
    }
}
