package dev.canard.indexer.training.crossencoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.indexer.encoder.TokenPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairBatchTest {

    private static final PairBatch BATCH = new PairBatch(List.of(
            new TrainingPair(new TokenPair(new long[] {101, 5, 102, 6, 102}, 1), 0),
            new TrainingPair(new TokenPair(new long[] {101, 7, 8, 102, 9, 10, 102}, 2), 1)));

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
        assertThat(BATCH.firstShares()).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, .5f, .5f, 0, 0, 0, 0);
        assertThat(BATCH.secondShares()).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, .5f, .5f, 0);
    }
}
