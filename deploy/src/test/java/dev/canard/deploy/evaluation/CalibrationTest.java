package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void error_isTheDistanceOfForecastAndOutcome_byTheSizeOfEachBin() {
        // given: three at .9 of which two come true, one at .2 that does not
        double[] forecasts = {.9, .9, .9, .2};
        boolean[] outcomes = {true, true, false, false};

        // when
        Calibration calibration = Calibration.of(forecasts, outcomes);

        // then
        assertThat(calibration.error()).isCloseTo(.75 * (.9 - 2 / 3.0) + .25 * .2, within(1e-12));
        assertThat(calibration.brier()).isCloseTo((.01 + .01 + .81 + .04) / 4, within(1e-12));
        assertThat(calibration.bins().get(9)).satisfies(bin -> {
            assertThat(bin.count()).isEqualTo(3);
            assertThat(bin.forecast()).isCloseTo(.9, within(1e-12));
            assertThat(bin.outcome()).isCloseTo(2 / 3.0, within(1e-12));
        });
    }

    @Test
    void of_bothEndsOfTheScale_fallIntoABin() {
        Calibration calibration = Calibration.of(new double[] {0, 1}, new boolean[] {false, true});

        assertThat(calibration.error()).isZero();
        assertThat(calibration.bins())
                .hasSize(10)
                .extracting(Calibration.Bin::count)
                .startsWith(1)
                .endsWith(1);
    }
}
