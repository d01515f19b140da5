package dev.canard.indexer.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossEncoderHeadTest {

    /** Hidden states of one number: one hidden unit for each of the five features, each with its own class. */
    private static final CrossEncoderHead EACH_FEATURE = new CrossEncoderHead(
            List.of("first", "u", "v", "difference", "product"), 1, diagonal(), new float[5], diagonal(), new float[] {
                0, 0, 0, 0, .5f
            });

    private static final TokenPair PAIR = new TokenPair(new long[] {101, 5, 6, 102, 7, 102}, 2);

    @Test
    void scores_states_readFrameAndBothTexts() {
        // The means of the texts are .2 and .5.
        float[] states = {.3f, .1f, .3f, 9, .5f, 9};

        double[] scores = EACH_FEATURE.scores(states, PAIR);

        assertThat(scores)
                .containsExactly(
                        new double[] {Math.tanh(.3), Math.tanh(.2), Math.tanh(.5), Math.tanh(.3), Math.tanh(.1) + .5},
                        within(1e-6));
    }

    @Test
    void read_writtenHead_scoresTheSame() {
        float[] states = {.3f, .1f, .3f, 9, .5f, 9};

        CrossEncoderHead read = CrossEncoderHead.read(EACH_FEATURE.write());

        assertThat(read.classes()).isEqualTo(EACH_FEATURE.classes());
        assertThat(read.scores(states, PAIR)).isEqualTo(EACH_FEATURE.scores(states, PAIR));
    }

    @Test
    void read_cutOffOrForeignBytes_isRefused() {
        byte[] bytes = EACH_FEATURE.write();

        assertThatThrownBy(() -> CrossEncoderHead.read(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CrossEncoderHead.read(new byte[64])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scores_statesOfAnotherPair_areRefused() {
        assertThatThrownBy(() -> EACH_FEATURE.scores(new float[5], PAIR)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] diagonal() {
        float[] matrix = new float[25];
        for (int i = 0; i < 5; i++) {
            matrix[i * 6] = 1;
        }
        return matrix;
    }
}
