package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Events;
import dev.canard.event.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AboutFeaturesTest {

    @Test
    void of_manyCandidates_comparesTheFirstWithThem() {
        Map<String, Double> features = AboutFeatures.of(ranked(20, 8, 6, 4, 2, 0, 0, 0, 0, 0, 0, 0), 7);

        assertThat(features.get(AboutFeatures.SCORE)).isEqualTo(20);
        assertThat(features.get(AboutFeatures.GAP)).isEqualTo(12);
        assertThat(features.get(AboutFeatures.LEAD)).isEqualTo(16);
        assertThat(features.get(AboutFeatures.SHARE)).isCloseTo(1 / (1 + Math.exp(-12)), within(1e-5));
        assertThat(features.get(AboutFeatures.LENGTH)).isEqualTo(Math.log(8));
    }

    @Test
    void of_fewCandidates_isAsIfAverageOnesFilledTheList() {
        List<RankedDebunk> few = ranked(5, -1);
        List<RankedDebunk> filled = ranked(5, 0, 0, 0, 0, 0, 0, 0, 0, -1);

        assertThat(AboutFeatures.of(few, 7)).isEqualTo(AboutFeatures.of(filled, 7));
    }

    @Test
    void of_oneCandidate_isAheadByItsScore() {
        Map<String, Double> features = AboutFeatures.of(ranked(20), 7);

        assertThat(features.get(AboutFeatures.GAP)).isEqualTo(20);
        assertThat(features.get(AboutFeatures.LEAD)).isEqualTo(18);
    }

    @Test
    void of_candidateWorseThanAverage_isBehind() {
        Map<String, Double> features = AboutFeatures.of(ranked(-2), 7);

        assertThat(features.get(AboutFeatures.GAP)).isEqualTo(-2);
        assertThat(features.get(AboutFeatures.SHARE)).isLessThan(.1);
    }

    private static List<RankedDebunk> ranked(double... scores) {
        List<RankedDebunk> ranked = new ArrayList<>();
        DoubleStream.of(scores)
                .forEach(score -> ranked.add(RankedDebunk.of(
                                Events.debunk("d" + ranked.size(), "Birds are drones", Verdict.FALSE),
                                List.of(),
                                Map.of())
                        .withScore(score)));
        return Collections.unmodifiableList(ranked);
    }
}
