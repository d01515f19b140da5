package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Stance;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.match.AboutModel;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankerModel;
import dev.canard.indexer.match.Reading;
import dev.canard.indexer.match.Reranker;
import dev.canard.indexer.stance.StanceEnsembleTrainer.Estimated;
import dev.canard.indexer.stance.StanceEnsembleTrainer.Judged;
import dev.canard.indexer.stance.StanceEnsembleTrainer.Labelled;
import dev.canard.indexer.training.PossibleTwins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StanceEnsembleTrainerTest {

    private static final StanceModel MODEL = StanceModel.shipped();
    private static final CrossEncoder READER = new WordReader("reader@1");

    private final StanceEnsembleTrainer trainer = new StanceEnsembleTrainer(READER, MODEL, _ -> {});
    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("hashing")));

    @TempDir
    private Path folder;

    private DebunkIndex index;

    @BeforeEach
    void index() {
        index = DebunkIndex.inMemory(encoders.ids());
        for (int i = 0; i < 20; i++) {
            Debunk debunk = withArticle(
                    Events.debunk("d" + i, "Thing%d turns blue.".formatted(i), Verdict.FALSE),
                    "No laboratory has seen thing%d turn blue.".formatted(i));
            index.put(debunk.withVectors(encoders.vectorsOf(debunk)), i);
        }
        index.refresh();
    }

    @AfterEach
    void close() {
        index.close();
        encoders.close();
    }

    @Test
    void crossValidate_readerThatKnows_alertsOnWhatSpreads() {
        List<Estimated> estimates = trainer.crossValidate(judged(), 4, 1);

        assertThat(estimates).hasSize(60);
        assertThat(Estimated.precision(estimates, .5)).isGreaterThan(.9);
        assertThat(Estimated.recall(estimates, .5)).isGreaterThan(.9);
        assertThat(Estimated.recall(estimates, 1.01)).isZero();
    }

    @Test
    void relation_anyFeatures_areProbabilities() {
        StanceEnsemble ensemble = trainer.train(judged(), Map.of());
        Judged some = judged().getFirst();

        for (double extreme : new double[] {-1e6, -8, 0, 8, 1e6}) {
            Map<String, Double> features = new TreeMap<>(some.features());
            features.replaceAll((_, _) -> extreme);

            Relation relation = ensemble.relation(features);

            assertThat(relation.about()).isBetween(0.0, 1.0);
            assertThat(relation.stance().probabilities().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isEqualTo(1, within(1e-9));
        }
    }

    @Test
    void train_twice_givesTheSameFile() throws Exception {
        trainer.train(judged(), Map.of("data", "made up")).save(folder.resolve("one.json"));
        trainer.train(judged(), Map.of("data", "made up")).save(folder.resolve("two.json"));

        assertThat(folder.resolve("one.json")).hasSameBinaryContentAs(folder.resolve("two.json"));
    }

    @Test
    void features_withoutTheArticle_keepAllElse() {
        Judged some = judged().getFirst();
        Map<String, Double> features = some.features();

        Map<String, Double> without = StanceEnsemble.withoutCorrection(features);

        assertThat(features).containsEntry("correction", 1.0).containsKeys("about", "contrast REFUTES");
        assertThat(without).containsEntry("correction", 0.0).containsEntry("correction SPREADS", 0.0);
        assertThat(without.get("claim SPREADS"))
                .isEqualTo(features.get("claim SPREADS"))
                .isNotZero();
    }

    @Test
    void ensemble_fittedToOtherModels_isRefused() {
        EnsembleWeights weights =
                new EnsembleWeights(EnsembleWeights.VERSION, Map.of(), "reader@2", MODEL.version(), Map.of());

        assertThatThrownBy(() -> new StanceEnsemble(READER, MODEL, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reader@2");
        assertThatThrownBy(() -> new EnsembleWeights(7, Map.of(), "reader@1", MODEL.version(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Three posts for each debunk: one spreads it, one refutes it, one is about something else. */
    private List<Judged> judged() {
        List<Labelled> posts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            posts.add(labelled("s" + i, "d" + i, "Look, thing%d turns blue".formatted(i), Stance.SPREADS));
            posts.add(labelled("r" + i, "d" + i, "Sorry, no, thing%d turns red".formatted(i), Stance.REFUTES));
            posts.add(new Labelled(Events.postClaims("b" + i, "thing%d is elsewhere".formatted(i)), Set.of(), null));
        }
        return trainer.judge(posts, index, new PossibleTwins(List.of()), encoders, models());
    }

    private static Labelled labelled(String id, String debunk, String text, Stance stance) {
        return new Labelled(Events.postClaims(id, text), Set.of(debunk), stance);
    }

    private MatchModels models() {
        LinearModel cosine = new LinearModel(0, Map.of("cosine-claim", new LinearModel.Term(0, 1, 1)));
        LinearModel score = new LinearModel(0, Map.of(Reranker.SCORE, new LinearModel.Term(0, 1, 1)));
        return new MatchModels(
                MatchModels.VERSION,
                encoders.ids(),
                READER.id(),
                Map.of(),
                RankerModel.of(cosine),
                cosine,
                score,
                AboutModel.of(cosine));
    }

    private static Debunk withArticle(Debunk debunk, String article) {
        return new Debunk(
                debunk.id(),
                debunk.claim(),
                debunk.title(),
                null,
                article,
                debunk.rating(),
                null,
                null,
                null,
                null,
                debunk.vectors(),
                debunk.indexedAt());
    }

    /** Takes a text with the first two words of the other, but without no, for spreading it. */
    private record WordReader(String id) implements CrossEncoder {

        @Override
        public List<String> classes() {
            return StanceEnsemble.CLASSES;
        }

        @Override
        public List<double[]> score(String first, List<String> seconds) {
            return seconds.stream().map(second -> score(first, second)).toList();
        }

        private double[] score(String first, String second) {
            String thing = second.toLowerCase(Locale.ROOT).split(" ", 2)[0] + " turns";
            int sure = !first.contains(thing)
                    ? StanceEnsemble.CLASSES.indexOf(Reading.UNRELATED)
                    : (first.contains("no, ") ? Stance.REFUTES : Stance.SPREADS).ordinal();
            double[] scores = new double[classes().size()];
            Arrays.fill(scores, Math.log(.01));
            scores[sure] = Math.log(1 - .01 * (scores.length - 1));
            return scores;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
