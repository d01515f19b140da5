package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Debunk;
import dev.canard.indexer.Debunks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordFrequenciesTest {

    private final List<Debunk> debunks = List.of(
            Debunks.falseClaim("1", "Garlic cures the flu", "Garlic is no cure"),
            Debunks.falseClaim("2", "Garlic cures everything", null),
            Debunks.falseClaim("3", "Garlic soup keeps you young", null));

    @Test
    void of_countsEachDebunkOnce_andLeavesOutWhatIsRare() {
        WordFrequencies words = WordFrequencies.of(debunks, Map.of());

        assertThat(words.debunks()).isEqualTo(3);
        // "cure" is in two of them.
        assertThat(words.words()).containsExactly(Map.entry("garlic", 3));
    }

    @Test
    void of_takesTheMeanLength_ofThoseThatHaveTheField() {
        WordFrequencies words = WordFrequencies.of(debunks, Map.of());

        assertThat(words.lengths().get("claim")).isCloseTo((3 + 3 + 4) / 3.0, within(1e-9));
        assertThat(words.lengths().get("title")).isEqualTo(2);
        // "The body of 1." has two words that count.
        assertThat(words.lengths().get("body")).isEqualTo(2);
    }

    @Test
    void idf_isHigherTheRarerAWordIs_andAboveZero() {
        WordFrequencies words = WordFrequencies.SHIPPED;

        assertThat(words.idf("show")).isPositive().isLessThan(words.idf("garlic"));
        assertThat(words.idf("garlic")).isLessThan(words.idf("xyzzy"));
        assertThat(words.idf("xyzzy")).isCloseTo(Math.log(1 + (words.debunks() - .5) / 1.5), within(1e-9));
    }

    @Test
    void constructor_refusesAnotherVersion_andCountsOfNothing() {
        assertThatThrownBy(() -> new WordFrequencies(2, Map.of(), 1, Map.of(), Map.of()))
                .hasMessageContaining("version 2, not 1");
        assertThatThrownBy(() -> WordFrequencies.of(List.of(), Map.of())).hasMessageContaining("no debunk");
    }
}
