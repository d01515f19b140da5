package dev.canard.classifier.checkworthiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredLabelTest {

    private static final List<ScoredLabel> LABELS = List.of(
            new ScoredLabel(.9, true),
            new ScoredLabel(.8, false),
            new ScoredLabel(.6, true),
            new ScoredLabel(.2, false));

    @Test
    void areaUnderCurve_countsPairsInTheRightOrder() {
        assertThat(ScoredLabel.areaUnderCurve(LABELS)).isEqualTo(.75);
    }

    @Test
    void areaUnderCurve_ties_countHalf() {
        assertThat(ScoredLabel.areaUnderCurve(ScoredLabel.of(new double[] {.5, .5, .5}, List.of(true, false, false))))
                .isEqualTo(.5);
    }

    @Test
    void averagePrecision_isTheMeanOverPositives() {
        assertThat(ScoredLabel.averagePrecision(LABELS)).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    }

    @Test
    void precisionAndRecall_countFromTheThresholdUp() {
        assertThat(ScoredLabel.precision(LABELS, .8)).isEqualTo(.5);
        assertThat(ScoredLabel.recall(LABELS, .8)).isEqualTo(.5);
        assertThat(ScoredLabel.precision(LABELS, .95)).isEqualTo(1);
    }

    @Test
    void weightedF1_isTheMeanOfBothClasses() {
        assertThat(ScoredLabel.weightedF1(LABELS, .7)).isEqualTo(.5);
        assertThat(ScoredLabel.weightedF1(LABELS, .5)).isCloseTo((2 / 3.0 + .8) / 2, within(1e-12));
    }

    @Test
    void calibrationError_isTheGapBetweenScoresAndShares() {
        assertThat(ScoredLabel.calibrationError(List.of(new ScoredLabel(.75, true), new ScoredLabel(.75, false))))
                .isEqualTo(.25);
    }
}
