package dev.canard.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadLetterTest {

    @Test
    void longTexts_areCut_butNotInsideOfACharacter() {
        // given
        String start = "x".repeat(998);
        String text = start + "\uD83E\uDD86" + "y";

        // when
        DeadLetter letter =
                new DeadLetter(DeadLetter.Kind.NOT_JSON, text, "t", 0, 0, text, null, text, null, 0, Events.START);

        // then
        assertThat(letter.message()).isEqualTo(start + "…");
        assertThat(letter.source()).isEqualTo(start + "…");
        assertThat(letter.key()).isEqualTo(start + "…");
    }

    @Test
    void textsOfTheLongestLength_stayWhole() {
        String text = "x".repeat(998) + "\uD83E\uDD86";

        DeadLetter letter =
                new DeadLetter(DeadLetter.Kind.NOT_JSON, text, "t", 0, 0, text, null, text, null, 0, Events.START);

        assertThat(letter.message()).isEqualTo(text);
    }
}
