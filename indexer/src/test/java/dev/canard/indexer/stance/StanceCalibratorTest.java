package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Stance;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.match.AboutModel;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankerModel;
import dev.canard.indexer.match.Reading;
import dev.canard.indexer.match.Reranker;
import dev.canard.indexer.stance.StanceCalibrator.Alerts;
import dev.canard.indexer.stance.StanceCalibrator.Estimated;
import dev.canard.indexer.stance.StanceCalibrator.Judged;
import dev.canard.indexer.stance.StanceCalibrator.Labelled;
import dev.canard.indexer.training.PossibleTwins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StanceCalibratorTest {

    private static final CrossEncoder READER = new WordReader("reader@1");

    private final StanceCalibrator calibrator = new StanceCalibrator(READER, _ -> {});
    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("hashing")));

    @TempDir
    private Path folder;

    private DebunkIndex index;

    @BeforeEach
    void index() {
        index = DebunkIndex.inMemory(encoders.ids());
        for (int i = 0; i < 20; i++) {
            Debunk debunk = Events.debunk("d" + i, "Thing%d turns blue.".formatted(i), Verdict.FALSE);
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
    void calibrate_readerThatKnows_alertsOnWhatSpreads() {
        List<Judged> judged = judged();

        List<Estimated> estimates = StanceCalibrator.estimate(judged, calibrator.calibrate(judged));

        assertThat(judged).hasSize(60);
        assertThat(Alerts.of(estimates, .5).precision()).isGreaterThan(.9);
        assertThat(Alerts.of(estimates, .5).recall()).isGreaterThan(.9);
        assertThat(Alerts.of(estimates, 1.01).recall()).isZero();
    }

    /** Two in three posts are read as what they are, with a probability of .93. */
    @Test
    void calibrate_readerThatIsTooSure_isMadeLessSure() {
        List<Judged> judged = new ArrayList<>(judged());
        for (Judged post : judged()) {
            Stance stance = post.labelled().stance();
            if (stance == Stance.SPREADS && judged.size() < 80) {
                judged.add(new Judged(
                        new Labelled(post.labelled().post(), post.labelled().debunks(), Stance.REFUTES), post.first()));
            }
        }

        Judged spreading = judged.getFirst();
        double before = calibrator
                .calibrate(judged())
                .estimate(spreading.labelled().post(), spreading.first().debunk())
                .of(Stance.SPREADS);
        double after = calibrator
                .calibrate(judged)
                .estimate(spreading.labelled().post(), spreading.first().debunk())
                .of(Stance.SPREADS);

        assertThat(after).isLessThan(before - .2);
    }

    @Test
    void calibrate_twice_givesTheSameFile() throws Exception {
        calibrator.calibrate(judged()).withProvenance(Map.of("data", "made up")).save(folder.resolve("one.json"));
        calibrator.calibrate(judged()).withProvenance(Map.of("data", "made up")).save(folder.resolve("two.json"));

        assertThat(folder.resolve("one.json")).hasSameBinaryContentAs(folder.resolve("two.json"));
        assertThat(CalibratedStance.read(READER, Files.readAllBytes(folder.resolve("one.json")))
                        .provenance())
                .containsEntry("data", "made up");
    }

    @Test
    void calibrate_withoutARightCandidate_isRefused() {
        assertThatThrownBy(() -> calibrator.calibrate(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void calibration_ofAnotherReader_orForm_isRefused() {
        StanceCalibration other = new StanceCalibration(StanceCalibration.VERSION, Map.of(), "reader@2", 1);

        assertThatThrownBy(() -> new CalibratedStance(READER, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reader@2");
        assertThatThrownBy(() -> new StanceCalibration(7, Map.of(), "reader@1", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StanceCalibration(StanceCalibration.VERSION, Map.of(), "reader@1", .05))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StanceCalibration.read(new byte[] {'{', '}'}))
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
        DebunkMatcher matcher = new DebunkMatcher(index::acquire, encoders, READER, models());
        return calibrator.judge(posts, matcher, new PossibleTwins(List.of()));
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

    /** Takes a text with the first two words of the other, but without no, for spreading it. */
    private record WordReader(String id) implements CrossEncoder {

        @Override
        public List<String> classes() {
            return CalibratedStance.CLASSES;
        }

        @Override
        public List<double[]> score(String first, List<String> seconds) {
            return seconds.stream().map(second -> score(first, second)).toList();
        }

        private double[] score(String first, String second) {
            String thing = second.toLowerCase(Locale.ROOT).split(" ", 2)[0] + " turns";
            int sure = !first.contains(thing)
                    ? CalibratedStance.CLASSES.indexOf(Reading.UNRELATED)
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
