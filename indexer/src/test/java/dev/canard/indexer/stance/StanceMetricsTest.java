package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.stance.StanceMetrics.Estimated;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StanceMetricsTest {

    @Test
    void of_orderedByStance_hasFullArea() {
        StanceMetrics metrics =
                StanceMetrics.of(List.of(of(.9, Stance.SPREADS), of(.6, Stance.SPREADS), of(.2, Stance.REFUTES)));

        assertThat(metrics.spreadsAgainstRefutes()).isEqualTo(1);
        assertThat(metrics.spreadsAgainstRest()).isEqualTo(1);
    }

    @Test
    void of_tiesAndInversions_countHalfAndNothing() {
        // Pairs of a spreading and another post: .5 over .2, .5 ties with .5, .5 under .7.
        StanceMetrics metrics = StanceMetrics.of(
                List.of(of(.5, Stance.SPREADS), of(.2, Stance.REFUTES), of(.5, Stance.REFUTES), of(.7, Stance.JOKES)));

        assertThat(metrics.spreadsAgainstRefutes()).isEqualTo(1.5 / 2);
        assertThat(metrics.spreadsAgainstRest()).isEqualTo(1.5 / 3);
    }

    @Test
    void of_anyEstimates_givesLogLossAndCalibration() {
        StanceMetrics metrics = StanceMetrics.of(List.of(of(.75, Stance.SPREADS), of(.75, Stance.REFUTES)));

        assertThat(metrics.logLoss()).isEqualTo(-(Math.log(.75) + Math.log(.25)) / 2, within(1e-9));
        assertThat(metrics.calibrationError()).isEqualTo(.25, within(1e-9));
        assertThat(metrics.posts()).isEqualTo(2);
    }

    private static Estimated of(double spreads, Stance truth) {
        return new Estimated(StanceEstimate.of(Map.of(Stance.SPREADS, spreads, Stance.REFUTES, 1 - spreads)), truth);
    }
}
