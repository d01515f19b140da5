package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.indexer.encoder.TokenPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenBatchTest {

    private static final List<TokenPair> PAIRS = List.of(
            new TokenPair(new long[] {101, 5, 102, 6, 102}, 1),
            new TokenPair(new long[] {101, 7, 8, 102, 9, 10, 102}, 2));
    private static final TokenBatch BATCH = TokenBatch.ofPairs(PAIRS);

    @Test
    void batch_pairsOfDifferentLength_areFilledUp() {
        assertThat(BATCH.size()).isEqualTo(2);
        assertThat(BATCH.length()).isEqualTo(7);
        assertThat(BATCH.ids()).containsExactly(101, 5, 102, 6, 102, 0, 0, 101, 7, 8, 102, 9, 10, 102);
        assertThat(BATCH.types()).containsExactly(0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1);
    }

    @Test
    void masks_padding_getsNoAttention() {
        assertThat(BATCH.masks(-9)).containsExactly(0, 0, 0, 0, 0, -9, -9, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shares_eachText_sumUpToOne() {
        assertThat(BATCH.shares(PAIRS, TokenPair::firstStart, TokenPair::firstLength))
                .containsExactly(0, 1, 0, 0, 0, 0, 0, 0, .5f, .5f, 0, 0, 0, 0);
        assertThat(BATCH.shares(PAIRS, TokenPair::secondStart, TokenPair::secondLength))
                .containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, .5f, .5f, 0);
    }

    @Test
    void ofTexts_differentLength_sharesAreOfAllTokensButNoPadding() {
        TokenBatch texts = TokenBatch.ofTexts(List.of(new long[] {101, 5, 6, 102}, new long[] {101, 102}));

        assertThat(texts.ids()).containsExactly(101, 5, 6, 102, 101, 102, 0, 0);
        assertThat(texts.types()).containsOnly(0).hasSize(8);
        assertThat(texts.shares()).containsExactly(.25f, .25f, .25f, .25f, .5f, .5f, 0, 0);
    }
}
