package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchModelsTest {

    @Test
    void shipped_coversAllFeatures_forTheShippedEncoders() {
        MatchModels models = MatchModels.shipped();

        List<String> features = Arrays.stream(Feature.values()).map(Feature::id).toList();
        assertThat(models.ranker().base().terms()).containsOnlyKeys(features);
        assertThat(models.ranker().changes()).containsOnlyKeys(Nearness.values());
        assertThat(models.about().linear().terms())
                .containsKeys(AboutFeatures.SCORE, AboutFeatures.GAP)
                .containsKeys(features.toArray(String[]::new));
        assertThat(models.encoders()).hasSize(2);
        assertThat(models.provenance()).isNotEmpty();
    }

    @Test
    void shipped_findsAPostMoreLikelyAboutADebunk_thatIsFurtherAhead() {
        MatchModels models = MatchModels.shipped();
        Map<String, Double> close = new HashMap<>();
        models.about().linear().terms().forEach((name, term) -> close.put(name, term.mean()));
        Map<String, Double> ahead = new HashMap<>(close);
        ahead.merge(AboutFeatures.SCORE, 3.0, Double::sum);
        ahead.merge(AboutFeatures.GAP, 3.0, Double::sum);
        ahead.merge(AboutFeatures.LEAD, 3.0, Double::sum);

        assertThat(models.about().probability(ahead))
                .isGreaterThan(models.about().probability(close));
    }

    @Test
    void write_isReadBack() {
        LinearModel model = new LinearModel(.5, Map.of("x", new LinearModel.Term(1, 2, 3)));
        AboutModel about = new AboutModel(
                model,
                new BoostedTrees(
                        List.of("x"),
                        List.of(new BoostedTrees.Tree(
                                List.of(0, 0, 0), List.of(.1f, 0f, 0f), List.of(1, 0, 0), List.of(.2, -1.0, 1.0)))));
        RankerModel ranker =
                new RankerModel(model, Map.of(Nearness.WORDS, new RankerModel.Change(.5, .25, Map.of("x", -1.0))));
        MatchModels models = new MatchModels(
                MatchModels.VERSION, List.of("a"), "reader@1", Map.of("data", "none"), ranker, model, model, about);

        assertThat(MatchModels.read(models.write())).isEqualTo(models);
    }

    @Test
    void read_refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> MatchModels.read("{\"version\": 4, \"ranker\": {}}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("models of version 4, not 5: train them anew");
        assertThatThrownBy(() -> MatchModels.read(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MatchModels.read("no json".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void score_standardisesAndWeighs() {
        LinearModel model =
                new LinearModel(.5, Map.of("x", new LinearModel.Term(1, 2, 3), "y", new LinearModel.Term(0, 1, -1)));

        assertThat(model.score(Map.of("x", 5.0, "y", 2.0))).isCloseTo(.5 + 3 * (5 - 1) / 2.0 - 2, within(1e-12));
        assertThat(model.probability(Map.of("x", 1.0, "y", .5))).isEqualTo(.5);
        assertThatThrownBy(() -> model.score(Map.of("x", 5.0))).hasMessageContaining("y");
    }
}
