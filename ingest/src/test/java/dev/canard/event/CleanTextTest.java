package dev.canard.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CleanTextTest {

    // original: "a--bcd-e", clean: "a bcde"
    private static final CleanText TEXT = new CleanText(
            "a bcde", List.of(new CleanText.Run(0, 0, 1), new CleanText.Run(2, 3, 3), new CleanText.Run(5, 7, 1)));

    @Test
    void toOriginal_withinARun() {
        assertThat(TEXT.toOriginal(new Span(3, 5))).isEqualTo(new Span(4, 6));
    }

    @Test
    void toOriginal_overRuns_coversWhatLiesBetween() {
        assertThat(TEXT.toOriginal(new Span(0, 6))).isEqualTo(new Span(0, 8));
        assertThat(TEXT.toOriginal(new Span(1, 6))).isEqualTo(new Span(3, 8));
    }

    @Test
    void toOriginal_nothingCopied_isEmpty() {
        assertThat(TEXT.toOriginal(new Span(1, 2))).isEqualTo(new Span(0, 0));
        assertThat(TEXT.toOriginal(new Span(3, 3))).isEqualTo(new Span(0, 0));
        assertThat(CleanText.unchanged("").toOriginal(new Span(0, 0))).isEqualTo(new Span(0, 0));
    }

    @Test
    void unchanged_mapsEachSpanToItself() {
        assertThat(CleanText.unchanged("text").toOriginal(new Span(1, 3))).isEqualTo(new Span(1, 3));
    }
}
