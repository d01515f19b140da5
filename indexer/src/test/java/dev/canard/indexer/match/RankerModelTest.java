package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.indexer.match.LinearModel.Term;
import dev.canard.indexer.match.RankerModel.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankerModelTest {

    private static final String WORDS = Feature.BM25_BOTH_BY_POST.id();
    private static final String MEANING = Feature.COSINE_BEST.id();
    private static final LinearModel BASE =
            new LinearModel(0, Map.of(WORDS, new Term(0, 1, 2), MEANING, new Term(0, 1, 1)));
    private static final RankerModel MODEL =
            new RankerModel(BASE, Map.of(Nearness.WORDS, new Change(.5, .25, Map.of(WORDS, 3.0))));

    @Test
    void forPost_candidatesOfAverageNearness_hasTheBaseWeights() {
        LinearModel model = MODEL.forPost(List.of(Map.of(WORDS, .5), Map.of(WORDS, .1)));

        assertThat(model).isEqualTo(BASE);
    }

    @Test
    void forPost_oneCandidateNearer_changesTheWeightForAll() {
        LinearModel model = MODEL.forPost(List.of(Map.of(WORDS, .1), Map.of(WORDS, 1.0)));

        assertThat(model.terms().get(WORDS)).isEqualTo(new Term(0, 1, 2 + 2 * 3));
        assertThat(model.terms().get(MEANING)).isEqualTo(new Term(0, 1, 1));
    }

    @Test
    void forPost_noCandidates_isAsFarAsCanBe() {
        assertThat(MODEL.forPost(List.of()).terms().get(WORDS).weight()).isEqualTo(2 - 2 * 3);
    }

    @Test
    void forPost_sameWeightsForAll_needsNoNearness() {
        assertThat(RankerModel.of(BASE).forPost(List.of(Map.of()))).isEqualTo(BASE);
    }

    @Test
    void forPost_featureOfANearnessMissing_isRefused() {
        assertThatThrownBy(() -> MODEL.forPost(List.of(Map.of(MEANING, 1.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nearness needs the feature bm25-both-by-post");
    }

    @Test
    void new_changeOfAWeightThatIsNotThere_isRefused() {
        Change change = new Change(0, 1, Map.of("no-such", 1.0));

        assertThatThrownBy(() -> new RankerModel(BASE, Map.of(Nearness.MEANING, change)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only weights that there are can change");
    }
}
