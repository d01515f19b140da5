package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.Events;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.WordCrossEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RerankerTest {

    private static final LinearModel SUM = new LinearModel(
            0,
            Map.of(
                    Reranker.SCORE, new LinearModel.Term(0, 1, 1),
                    Reranker.READ_CLAIM, new LinearModel.Term(0, 1, 1)));

    private final WordCrossEncoder crossEncoder = new WordCrossEncoder("words@1");

    @Test
    void order_readingSaysOtherwise_putsTheReadOneFirst() {
        List<RankedDebunk> ranked =
                List.of(candidate("birds", "Birds are drones", 2), candidate("garlic", "Garlic cures the flu", 1));

        List<RankedDebunk> reranked = Reranker.order(Reranker.read(crossEncoder, "garlic cures the flu", ranked), SUM);

        assertThat(reranked).extracting(one -> one.debunk().id()).containsExactly("garlic", "birds");
        assertThat(reranked.getFirst().reading()).isNotNull();
        assertThat(reranked.getFirst().reading().about()).isPositive();
    }

    @Test
    void order_candidatesBeyondThoseRead_stayBehindThem() {
        List<RankedDebunk> ranked = new ArrayList<>();
        for (int i = 0; i < Reranker.READ + 3; i++) {
            ranked.add(candidate("d" + i, i < Reranker.READ ? "Birds are drones" : "Garlic cures the flu", 10 - i));
        }

        List<RankedDebunk> reranked = Reranker.order(Reranker.read(crossEncoder, "garlic cures the flu", ranked), SUM);

        assertThat(reranked)
                .extracting(RankedDebunk::debunk)
                .isEqualTo(ranked.stream().map(RankedDebunk::debunk).toList());
        assertThat(reranked.getLast().reading()).isNull();
    }

    @Test
    void order_noCandidates_isEmpty() {
        assertThat(Reranker.order(Reranker.read(crossEncoder, "text", List.of()), SUM))
                .isEmpty();
    }

    @Test
    void reading_withoutTheClassOfUnrelated_isRefused() {
        assertThatThrownBy(() -> new Reading(Map.of("SPREADS", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UNRELATED");
    }

    private static RankedDebunk candidate(String id, String claim, double score) {
        return RankedDebunk.of(Events.debunk(id, claim, Verdict.FALSE), List.of(), Map.of())
                .withScore(score);
    }
}
