package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.canard.indexer.encoder.TokenPair;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TargetsTest {

    private static final TokenPair PAIR = new TokenPair(new long[] {101, 5, 102, 6, 102}, 1);
    private static final Offset<Float> CLOSE = within(1e-6f);

    @Test
    void of_classThatIsNotKnown_allowsEachOfThePossibleOnes() {
        Targets targets = Targets.of(
                List.of(new TrainingPair(PAIR, 2), new TrainingPair(PAIR, List.of(0, 1))), new float[] {1, 1, 3});

        assertThat(targets.possible()).containsExactly(0, 0, 1, 1, 1, 0);
        // Together nine tenths: three parts for the known class of weight 3, one for the other pair.
        assertThat(targets.weights()).usingComparatorWithPrecision(1e-6f).containsExactly(.675f, .225f);
        float smoothing = 0;
        for (float share : targets.smoothing()) {
            smoothing += share;
        }
        assertThat(smoothing).isCloseTo(.1f, CLOSE);
    }

    @Test
    void pair_withoutAnyPossibleClass_isRefused() {
        assertThatThrownBy(() -> new TrainingPair(PAIR, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
