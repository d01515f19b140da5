package dev.canard.indexer.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairTokenizerTest {

    private static final int MAX_TOKENS = 16;
    private static final long START = 101;
    private static final long SEPARATOR = 102;
    private static final long UNKNOWN = 100;

    private static PairTokenizer tokenizer;

    @BeforeAll
    static void load() {
        tokenizer = new PairTokenizer(EncoderSettings.MINILM.tokenizer(), MAX_TOKENS);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void pair_twoTexts_areFramed() {
        long[] first = tokenizer.tokens("birds fly");
        long[] second = tokenizer.tokens("no");

        TokenPair pair = tokenizer.pair("birds fly", "no");

        assertThat(pair.ids()).containsExactly(START, first[0], first[1], SEPARATOR, second[0], SEPARATOR);
        assertThat(pair.types()).containsExactly(0, 0, 0, 0, 1, 1);
        assertThat(pair.firstStart()).isEqualTo(1);
        assertThat(pair.firstLength()).isEqualTo(2);
        assertThat(pair.secondStart()).isEqualTo(4);
        assertThat(pair.secondLength()).isEqualTo(1);
    }

    @Test
    void alone_text_isFramedAndCut() {
        long[] tokens = tokenizer.tokens("birds fly");

        assertThat(tokenizer.alone("birds fly")).containsExactly(START, tokens[0], tokens[1], SEPARATOR);
        assertThat(tokenizer.alone("")).containsExactly(START, SEPARATOR);
        assertThat(tokenizer.alone("bird ".repeat(100))).hasSize(MAX_TOKENS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u200B"})
    void pair_textWithoutWords_isOneUnknownToken(String text) {
        TokenPair pair = tokenizer.pair(text, text);

        assertThat(pair.ids()).containsExactly(START, UNKNOWN, SEPARATOR, UNKNOWN, SEPARATOR);
    }

    @Test
    void pair_halfASurrogatePair_isReplaced() {
        assertThat(tokenizer.pair("\uD83D", "no").ids())
                .isEqualTo(tokenizer.pair("?", "no").ids());
    }

    @Test
    void pair_longTexts_secondGetsLessThanHalf() {
        String huge = "bird ".repeat(100_000);

        TokenPair pair = tokenizer.pair(huge, huge);

        assertThat(pair.length()).isEqualTo(MAX_TOKENS);
        assertThat(pair.secondLength()).isEqualTo(MAX_TOKENS / 2 - 2);
        assertThat(pair.firstLength()).isEqualTo(MAX_TOKENS - TokenPair.FRAME - pair.secondLength());
    }

    @Test
    void pair_shortSecond_leavesItsRoomToTheFirst() {
        TokenPair pair = tokenizer.pair("bird ".repeat(100), "no");

        assertThat(pair.length()).isEqualTo(MAX_TOKENS);
        assertThat(pair.firstLength()).isEqualTo(MAX_TOKENS - TokenPair.FRAME - 1);
    }

    @Test
    void tokenPair_withoutSecondText_isRefused() {
        assertThatThrownBy(() -> new TokenPair(new long[] {START, 5, SEPARATOR, SEPARATOR}, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
