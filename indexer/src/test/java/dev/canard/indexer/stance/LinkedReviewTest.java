package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.indexer.Debunks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedReviewTest {

    private static final String REVIEW = "https://www.checkers.example/2024/garlic-flu/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.checkers.example/2024/garlic-flu/",
                "http://checkers.example/2024/garlic-flu",
                "https://Checkers.example/2024/garlic-flu?utm_source=share#comments",
            })
    void isIn_reviewInAnyForm_isFound(String link) {
        assertThat(isIn(List.of("https://elsewhere.example/", link), REVIEW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.checkers.example/2024/garlic-flu-2",
                "https://www.checkers.example/",
                "https://checkers.example.evil.example/2024/garlic-flu",
                "https://evil.example/https://www.checkers.example/2024/garlic-flu",
                "mailto:a@checkers.example",
                "https://[",
                "not an address",
                "",
            })
    void isIn_anotherPage_isNotFound(String link) {
        assertThat(isIn(List.of(link), REVIEW)).isFalse();
    }

    @Test
    void isIn_reviewsToldApartByTheirQuery_onlyTheVeryOneIsFound() {
        assertThat(isIn(List.of("http://www.checkers.example/?p=7"), "https://checkers.example/?p=7"))
                .isTrue();
        assertThat(isIn(List.of("https://checkers.example/?p=8"), "https://checkers.example/?p=7"))
                .isFalse();
        assertThat(isIn(List.of("https://checkers.example/"), "https://checkers.example/?p=7"))
                .isFalse();
    }

    @Test
    void isIn_debunkWithoutAReviewOfItsOwn_isNotFound() {
        assertThat(isIn(List.of("https://checkers.example/"), "https://checkers.example/"))
                .isFalse();
        assertThat(isIn(List.of("https://checkers.example/a"), null)).isFalse();
        assertThat(isIn(List.of(), REVIEW)).isFalse();
    }

    private static boolean isIn(List<String> links, @Nullable String review) {
        return LinkedReview.isIn(links, Debunks.reviewed("Garlic cures the flu.", null, review));
    }
}
