package dev.canard.classifier.corenlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LexerTextTest {

    @Test
    void of_usualText_staysAsItIs() {
        assertThat(LexerText.of("NASA and the EU say so.").text()).isEqualTo("NASA and the EU say so.");
    }

    @Test
    void of_longRun_isBrokenBySpacesThatLeadBack() {
        // given
        String run = "x".repeat(250);

        // when
        LexerText text = LexerText.of(run);

        // then
        assertThat(text.text()).isEqualTo("x".repeat(100) + " " + "x".repeat(100) + " " + "x".repeat(50));
        assertThat(text.origin(99)).isEqualTo(99);
        assertThat(text.origin(101)).isEqualTo(100);
        assertThat(text.origin(text.text().length())).isEqualTo(250);
    }

    @Test
    void of_runOfPairs_isNotBrokenInsideAPair() {
        assertThat(LexerText.of("😀".repeat(200)).text().split(" "))
                .allSatisfy(piece -> assertThat(
                                piece.codePoints().filter(c -> c == 0x1F600).count() * 2)
                        .isEqualTo(piece.length()));
    }

    @Test
    void of_shoutedText_isQuietButForFirstLetters() {
        assertThat(LexerText.of("THE TOWER WAS SOLD! NOBODY NOTICED.").text())
                .isEqualTo("The tower was sold! Nobody noticed.");
    }
}
