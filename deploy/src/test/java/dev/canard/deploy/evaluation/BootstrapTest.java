package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void mean_ofASampleOfZerosAndOnes_hasTheWidthOfTheNormalApproximation() {
        // given: half of 400 are right, so that the standard error is .025
        double[] values = new double[400];
        Arrays.fill(values, 0, 200, 1);

        // when
        Interval interval = new Bootstrap(400, 1).mean(values);

        // then
        assertThat(interval.low()).isCloseTo(.5 - 1.96 * .025, within(.006));
        assertThat(interval.high()).isCloseTo(.5 + 1.96 * .025, within(.006));
    }

    @Test
    void mean_sameSeed_givesTheSameInterval() {
        double[] values = {0, 1, 1, 0, .5, .25};

        Interval interval = new Bootstrap(6, 7).mean(values);

        assertThat(new Bootstrap(6, 7).mean(values)).isEqualTo(interval);
        assertThat(new Bootstrap(6, 8).mean(values)).isNotEqualTo(interval);
    }

    @Test
    void difference_isPaired_soThatAConstantOneHasNoWidth() {
        double[] first = {.1, .5, .9, .3};
        double[] second = {.0, .4, .8, .2};

        Interval interval = new Bootstrap(4, 1).difference(first, second);

        assertThat(interval.low()).isCloseTo(.1, within(1e-9));
        assertThat(interval.high()).isCloseTo(.1, within(1e-9));
    }

    @Test
    void interval_statisticThatIsNeverDefined_isNotANumber() {
        Interval interval = new Bootstrap(3, 1).interval(counts -> Double.NaN);

        assertThat(interval.low()).isNaN();
        assertThat(interval.high()).isNaN();
    }
}
