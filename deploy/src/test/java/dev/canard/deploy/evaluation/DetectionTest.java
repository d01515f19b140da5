package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.evaluation.Detection.Example;
import dev.canard.deploy.evaluation.Detection.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionTest {

    @Test
    void auroc_isTheShareOfPairsInOrder_aTieCountsHalf() {
        // given
        Detection detection = new Detection(List.of(found(0, .9), found(1, .5), nothing(2, .5), nothing(3, .1)));

        // then: of four pairs three are in order and one is tied
        assertThat(detection.auroc()).isEqualTo(3.5 / 4);
    }

    @Test
    void strictAuroc_wrongAnswer_ranksBelowAllHoweverSure() {
        Detection detection = new Detection(List.of(wrong(0, .99), found(1, .9), nothing(2, .5)));

        assertThat(detection.strictAuroc()).isEqualTo(.5);
        assertThat(detection.auroc()).isEqualTo(1);
    }

    @Test
    void auroc_withoutNegatives_isNotANumber() {
        assertThat(new Detection(List.of(found(0, .9))).auroc()).isNaN();
    }

    @Test
    void auroc_countsUnitsAsOftenAsTheyWereDrawn() {
        Detection detection = new Detection(List.of(found(0, .9), found(1, .2), nothing(2, .5)));

        assertThat(detection.auroc(new int[] {3, 1, 1})).isEqualTo(.75);
        assertThat(detection.auroc(new int[] {0, 1, 5})).isZero();
    }

    @Test
    void recallAtPrecision_takesTheLowestThresholdThatStillReachesIt() {
        // given: precision 1, 1, 2/3, 3/4, 3/5
        Detection detection = new Detection(
                List.of(found(0, .9), found(1, .8), nothing(2, .7), found(3, .6), nothing(4, .5), wrong(5, .1)));

        assertThat(detection.recallAtPrecision(1)).isEqualTo(2 / 4.0);
        assertThat(detection.recallAtPrecision(.75)).isEqualTo(3 / 4.0);
        assertThat(detection.recallAtPrecision(.5, new int[] {1, 1, 1, 1, 1, 1}))
                .isEqualTo(3 / 4.0);
    }

    @Test
    void recallAtPrecision_tie_isTakenAsAWhole() {
        Detection detection = new Detection(List.of(found(0, .9), nothing(1, .9)));

        assertThat(detection.recallAtPrecision(.95)).isZero();
        assertThat(detection.recallAtPrecision(.5)).isEqualTo(1);
    }

    @Test
    void recallAtPrecision_wrongAnswer_isAFalseAlert() {
        Detection detection = new Detection(List.of(wrong(0, .9), found(1, .8)));

        assertThat(detection.recallAtPrecision(.9)).isZero();
        assertThat(detection.recallAtPrecision(.5)).isEqualTo(.5);
    }

    @Test
    void at_leavesOutWhatCanNeverBeFound() {
        Detection detection = new Detection(List.of(found(0, .9), wrong(1, Double.NEGATIVE_INFINITY), nothing(2, .3)));

        Point point = detection.at(-1);

        assertThat(point).isEqualTo(new Point(-1, 1, 2, 2));
        assertThat(point.precision()).isEqualTo(.5);
        assertThat(point.recall()).isEqualTo(.5);
        assertThat(point.f1()).isEqualTo(.5);
    }

    @Test
    void best_isTheThresholdOfTheBestF1() {
        Detection detection = new Detection(List.of(found(0, .9), found(1, .8), nothing(2, .7), wrong(3, .6)));

        assertThat(detection.best().threshold()).isEqualTo(.8);
        assertThat(new Detection(List.of(nothing(0, Double.NEGATIVE_INFINITY)))
                        .best()
                        .f1())
                .isZero();
    }

    @Test
    void curve_hasAPointForEveryDistinctScore() {
        Detection detection = new Detection(List.of(found(0, .9), nothing(1, .9), found(2, .4)));

        assertThat(detection.curve()).containsExactly(new Point(.9, 1, 2, 2), new Point(.4, 2, 3, 2));
    }

    @Test
    void example_foundWhereNothingIsToBeFound_isRefused() {
        assertThatThrownBy(() -> new Example(0, .5, false, true)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Example found(int unit, double score) {
        return new Example(unit, score, true, true);
    }

    private static Example wrong(int unit, double score) {
        return new Example(unit, score, true, false);
    }

    private static Example nothing(int unit, double score) {
        return new Example(unit, score, false, false);
    }
}
