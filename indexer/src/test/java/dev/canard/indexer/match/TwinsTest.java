package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.indexer.Debunks;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwinsTest {

    private static final Debunk DEBUNK = claiming("Garlic cures the flu.");

    @ParameterizedTest
    @ValueSource(strings = {"garlic cures the FLU", "“Garlic” — cures, the flu!", "  Garlic\ncures the flu 🧄 "})
    void key_otherCaseQuotesAndPunctuation_isTheSame(String claim) {
        assertThat(Twins.key(claiming(claim))).isEqualTo(Twins.key(DEBUNK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Garlic cures the flu in 2 days.", "Garliccures the flu.", "Garlíc cures the flu."})
    void key_otherWords_isAnother(String claim) {
        assertThat(Twins.key(claiming(claim))).isNotEqualTo(Twins.key(DEBUNK));
    }

    @ParameterizedTest
    @CsvSource({"हिन्दी, हनद", "x², x", "𝔸bc, bc", "e\u0301t, et"})
    void key_marksNumbersAndRareLetters_count(String claim, String without) {
        assertThat(Twins.key(claiming(claim))).isNotEqualTo(Twins.key(claiming(without)));
    }

    @Test
    void key_anyText_isItsWordsAsUnicodeHasThem() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(20, 0, Character.MAX_CODE_POINT)
                    .map(codePoint -> random.nextBoolean() ? codePoint : codePoint % 0x3000)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());

            assertThat(Twins.key(claiming(text)).claim())
                    .isEqualTo(text.toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{M}\\p{N}]++", " ")
                            .strip());
        }
    }

    private static Debunk claiming(String claim) {
        return Debunks.falseClaim("id", claim, null);
    }
}
