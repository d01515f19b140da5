package dev.canard.indexer.debunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the table to what fact-checkers say that their ratings mean ({@code verdict-spellings.tsv}). */
class VerdictSpellingsTest {

    private static final String RESOURCE = "verdict-spellings.tsv";
    private static final String WRITTEN_FOR_THE_TEST = "none";
    private static final double LOWEST_SHARE = .97;

    private static final VerdictTable TABLE = VerdictTable.load();
    private static List<Spelling> spellings = List.of();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream resource =
                        Objects.requireNonNull(VerdictSpellingsTest.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            spellings = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Spelling::parse)
                    .toList();
        }
    }

    @Test
    void rate_spellingsOfFactCheckers_areTakenAsTheirPublishersDefineThem() {
        List<Spelling> published = spellings.stream()
                .filter(spelling -> !spelling.factChecker.equals(WRITTEN_FOR_THE_TEST))
                .toList();
        List<Spelling> otherwise = published.stream()
                .filter(spelling -> spelling.rating().verdict() != spelling.expected)
                .toList();
        double share = 1 - (double) otherwise.size() / published.size();
        System.out.printf(
                "%d spellings of %d fact-checkers in %d languages: %.3f as listed, %d otherwise, %d of them mapped%n",
                published.size(),
                published.stream().map(Spelling::factChecker).distinct().count(),
                published.stream().map(Spelling::language).distinct().count(),
                share,
                otherwise.size(),
                otherwise.stream()
                        .filter(spelling -> spelling.rating().verdict() != Verdict.UNKNOWN)
                        .count());

        assertThat(published).hasSizeGreaterThan(300);
        assertThat(share).as("not as listed: %s", otherwise).isGreaterThanOrEqualTo(LOWEST_SHARE);
    }

    @Test
    void rate_whatNoPublisherSays_isAsListed() {
        assertThat(spellings)
                .filteredOn(spelling -> spelling.factChecker.equals(WRITTEN_FOR_THE_TEST))
                .allSatisfy(spelling -> assertThat(spelling.rating().verdict())
                        .as("%s", spelling)
                        .isEqualTo(spelling.expected));
    }

    @Test
    void rate_whatIsNoVerdict_isNeitherTrueNorFalse() {
        assertThat(spellings)
                .filteredOn(spelling -> spelling.expected == Verdict.UNKNOWN)
                .noneMatch(spelling -> Set.of(Verdict.TRUE, Verdict.FALSE)
                        .contains(spelling.rating().verdict()));
    }

    @Test
    void rate_anySpelling_neverTurnsTrueIntoFalseOrFalseIntoTrue() {
        assertThat(spellings)
                .noneMatch(spelling -> EnumSet.of(
                                spelling.expected, spelling.rating().verdict())
                        .equals(Set.of(Verdict.TRUE, Verdict.FALSE)));
    }

    private record Spelling(String factChecker, String language, DraftRating draft, Verdict expected, String source) {

        static Spelling parse(String line) {
            String[] columns = line.split("\t", -1);
            return new Spelling(
                    columns[0],
                    columns[1],
                    new DraftRating(given(columns[2]), given(columns[3]), given(columns[4]), given(columns[5])),
                    Verdict.valueOf(columns[6]),
                    columns[7]);
        }

        private static @Nullable String given(String column) {
            return column.isEmpty() ? null : column;
        }

        Rating rating() {
            return TABLE.rate(draft);
        }

        @Override
        public String toString() {
            return "%s (%s): %s is %s, taken for %s by %s%n"
                    .formatted(
                            factChecker,
                            language,
                            draft.text() == null ? draft : draft.text(),
                            expected,
                            rating().verdict(),
                            rating().rule());
        }
    }
}
