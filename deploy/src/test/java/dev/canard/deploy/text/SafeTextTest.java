package dev.canard.deploy.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void oneLine_plainText_staysAsItIs() {
        assertThat(SafeText.oneLine("It's 5 o'clock — café 🎉", 100)).isEqualTo("It's 5 o'clock — café 🎉");
    }

    @Test
    void oneLine_lineBreaks_becomeSpaces() {
        assertThat(SafeText.oneLine("a\nb\r\n\tc\u2028d  e", 100)).isEqualTo("a b c d e");
    }

    @Test
    void oneLine_escapeSequences_loseTheirEscape() {
        assertThat(SafeText.oneLine("\u001b[31mred\u001b[0m\u0007\u009b2J", 100))
                .isEqualTo("[31mred[0m2J");
    }

    @Test
    void oneLine_changesOfDirectionAndHiddenCharacters_areRemoved() {
        assertThat(SafeText.oneLine("pay\u202Elap\u202C zero\u200Bwidth \uD800", 100))
                .isEqualTo("paylap zerowidth");
    }

    @Test
    void oneLine_longText_isCutBetweenCharacters() {
        assertThat(SafeText.oneLine("🎉🎉🎉🎉", 2)).isEqualTo("🎉🎉…");
        assertThat(SafeText.oneLine("abcd", 4)).isEqualTo("abcd");
    }
}
