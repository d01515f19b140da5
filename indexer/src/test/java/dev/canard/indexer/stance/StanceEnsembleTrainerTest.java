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
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.StanceEnsembleTrainer.Labelled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StanceEnsembleTrainerTest {

    private static final StanceModel MODEL = StanceModel.shipped();
    private static final CrossEncoder READER = new WordReader("reader@1");

    @TempDir
    private Path folder;

    private final StanceEnsembleTrainer trainer = new StanceEnsembleTrainer(READER, MODEL, _ -> {});

    @Test
    void crossValidate_informativeFeatures_estimatesHeldOutGroups() {
        List<EnsembleExample> examples = examples(400);

        List<Relation> relations = trainer.crossValidate(examples, 4, 1);

        double right = 0;
        for (int i = 0; i < examples.size(); i++) {
            Relation relation = relations.get(i);
            String guess = relation.about() < .5
                    ? StanceEnsemble.UNRELATED
                    : relation.stance().likeliest().name();
            right += guess.equals(examples.get(i).label()) ? 1 : 0;
        }
        assertThat(right / examples.size()).isGreaterThan(.9);
    }

    @Test
    void relation_anyFeatures_areProbabilities() {
        StanceEnsemble ensemble = trainer.train(examples(200), Map.of());

        for (double extreme : new double[] {-1e6, -8, 0, 8, 1e6}) {
            Relation relation = ensemble.relation(Map.of("spreads", extreme, "unrelated", extreme));

            assertThat(relation.about()).isBetween(0.0, 1.0);
            assertThat(relation.stance().probabilities().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isEqualTo(1, within(1e-9));
        }
    }

    @Test
    void train_twice_givesTheSameFile() throws Exception {
        trainer.train(examples(100), Map.of("data", "made up")).save(folder.resolve("one.json"));
        trainer.train(examples(100), Map.of("data", "made up")).save(folder.resolve("two.json"));

        assertThat(folder.resolve("one.json")).hasSameBinaryContentAs(folder.resolve("two.json"));
    }

    @Test
    void examples_posts_areLabelledByTheirFirstCandidate() {
        try (Encoders encoders = new Encoders(List.of(new HashingTextEncoder("hashing")));
                DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            Debunk garlic = withArticle(
                    Events.debunk("garlic", "Garlic water cures the flu.", Verdict.FALSE),
                    "No trial has found that garlic water cures a flu.");
            Debunk shark = Events.debunk("shark", "A shark swam down a motorway.", Verdict.FALSE);
            index.put(garlic.withVectors(encoders.vectorsOf(garlic)), 0);
            index.put(shark.withVectors(encoders.vectorsOf(shark)), 1);
            index.refresh();
            List<Labelled> posts = List.of(
                    new Labelled(
                            Events.postClaims("p1", "Garlic water cures the flu, says no doctor."),
                            Set.of("garlic"),
                            Stance.REFUTES),
                    new Labelled(
                            Events.postClaims("p2", "A shark swam down a motorway"), Set.of("garlic"), Stance.SPREADS),
                    new Labelled(Events.postClaims("p3", "A shark swam down a motorway"), Set.of(), null));

            List<EnsembleExample> examples = trainer.examples(posts, index, encoders, byCosine(encoders));

            // A post whose candidate has an article makes two examples.
            assertThat(examples)
                    .extracting(EnsembleExample::label)
                    .containsExactly("REFUTES", "REFUTES", "UNRELATED", "UNRELATED");
            assertThat(examples)
                    .extracting(EnsembleExample::group)
                    .containsExactly("garlic", "garlic", "garlic", "p3");
            assertThat(examples)
                    .extracting(one -> one.feature("correction"))
                    .containsExactly(1.0, 0.0, 0.0, 0.0);
            assertThat(examples.getFirst().features())
                    .containsKeys("about", "claim SPREADS", "claim UNRELATED", "contrast REFUTES");
        }
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

    /** Two features that give away three classes. */
    private static List<EnsembleExample> examples(int number) {
        Random random = new Random(5);
        List<EnsembleExample> examples = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String label =
                    List.of("SPREADS", "REFUTES", StanceEnsemble.UNRELATED).get(i % 3);
            examples.add(new EnsembleExample(
                    "group" + i % 10,
                    Map.of(
                            "spreads", (label.equals("SPREADS") ? 3 : -3) + random.nextGaussian(),
                            "unrelated", (label.equals(StanceEnsemble.UNRELATED) ? 3 : -3) + random.nextGaussian()),
                    label));
        }
        return examples;
    }

    private static MatchModels byCosine(Encoders encoders) {
        LinearModel cosine = new LinearModel(0, Map.of("cosine-claim", new LinearModel.Term(0, 1, 1)));
        return new MatchModels(MatchModels.VERSION, encoders.ids(), Map.of(), cosine, cosine);
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

    /** Takes whoever says no for refuting, and all others for spreading. */
    private record WordReader(String id) implements CrossEncoder {

        @Override
        public List<String> classes() {
            return StanceEnsemble.CLASSES;
        }

        @Override
        public List<double[]> score(String first, List<String> seconds) {
            double[] scores = new double[classes().size()];
            scores[(first.contains(" no ") ? Stance.REFUTES : Stance.SPREADS).ordinal()] = 5;
            double total = Math.log(Math.exp(5) + scores.length - 1);
            for (int i = 0; i < scores.length; i++) {
                scores[i] -= total;
            }
            return seconds.stream().map(_ -> scores).toList();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
