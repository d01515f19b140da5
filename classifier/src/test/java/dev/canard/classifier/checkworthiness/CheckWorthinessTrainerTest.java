package dev.canard.classifier.checkworthiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.classifier.corenlp.SentenceTagger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckWorthinessTrainerTest {

    private static SentenceTagger tagger;

    @TempDir
    private Path directory;

    @BeforeAll
    static void loadModels() {
        tagger = new SentenceTagger(80);
    }

    @Test
    void train_separableSentences_learnsToTellThem() throws IOException {
        // given
        Path data = data();

        // when
        CheckWorthinessModel model = trainer().train(data, Map.of("data", "made up"));

        // then
        assertThat(evaluation(new CheckWorthiness(model, null))
                        .evaluate(data, "label")
                        .measures()
                        .getFirst()
                        .value())
                .isGreaterThan(.95);
        assertThat(model.provenance())
                .containsEntry("data", "made up")
                .containsEntry("examples", "60")
                .containsKeys(
                        "cross-validated AUC", "cross-validated weighted F1", "cross-validated calibration error");
    }

    @Test
    void train_sameSeed_givesTheSameBytes() throws IOException {
        // when
        trainer().train(data(), Map.of()).write(directory.resolve("one"));
        trainer().train(data(), Map.of()).write(directory.resolve("two"));

        // then
        assertThat(directory.resolve("one")).hasSameBinaryContentAs(directory.resolve("two"));
    }

    @Test
    void train_brokenLine_namesFileAndLine() throws IOException {
        // given
        Path data = Files.writeString(directory.resolve("broken.tsv"), "id\tlabel\ttext\n1\tyes\tWhat?\n");

        // when, then
        assertThatThrownBy(() -> trainer().train(data, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage(data + ":2: needs 3 fields and a label of 0 or 1");
    }

    @Test
    void train_withAnEncoder_learnsWhatWordsDoNotTell() throws IOException {
        // given sentences whose words are all their own
        List<String> letters = "abcdefghijklmnopqrstuvwxyz"
                .chars()
                .mapToObj(Character::toString)
                .toList();
        String rows = IntStream.range(0, 120)
                .mapToObj(i -> "%d\t%d\tthe %s%s%s"
                        .formatted(i, i % 2, letters.get(i % 26), letters.get(i / 26), i % 2 == 0 ? "even" : "odd"))
                .collect(Collectors.joining("\n"));
        Path data = Files.writeString(directory.resolve("own.tsv"), "id\tlabel\ttext\n" + rows + "\n");
        SentenceEncoder encoder = new EvenOrOdd();

        // when
        CheckWorthinessModel without = trainer().train(data, Map.of());
        CheckWorthinessModel with = new CheckWorthinessTrainer(tagger, encoder, 1, _ -> {}).train(data, Map.of());

        // then
        assertThat(areaUnderCurve(without)).isLessThan(.7);
        assertThat(areaUnderCurve(with)).isGreaterThan(.99);
        assertThat(new CheckWorthiness(with, encoder).score(tagger.tag("the xyzodd"), "the xyzodd"))
                .isGreaterThan(new CheckWorthiness(with, encoder).score(tagger.tag("the xyzeven"), "the xyzeven"));
        assertThatThrownBy(() -> new CheckWorthiness(with, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("check-worthiness was fitted to the encoder even-or-odd, not to null");
    }

    @Test
    void shipped_models_sayWhereTheyComeFrom() {
        assertThat(List.of(CheckWorthinessModel.shippedWithEncoder(), CheckWorthinessModel.shippedWithoutEncoder()))
                .allSatisfy(model -> {
                    assertThat(model.provenance()).containsKeys("data", "command", "date", "cross-validated AUC");
                    assertThat(model.threshold()).isBetween(0.1, 0.9);
                });
    }

    @Test
    void shipped_withoutTheEncoderOfTheModel_readsWordsOnly() {
        assertThat(CheckWorthiness.shipped(List.of(new EvenOrOdd())).name()).isEqualTo("CoreNLP");
    }

    @Test
    void evaluate_labelledTexts_givesEachMeasureWithItsInterval() throws IOException {
        // when
        CheckWorthinessEvaluation.Report report =
                evaluation(CheckWorthiness.withoutEncoder()).evaluate(data(), "label");

        // then
        assertThat(report.texts()).isEqualTo(60);
        assertThat(report.positives()).isEqualTo(30);
        assertThat(report.measures())
                .extracting(CheckWorthinessEvaluation.Measure::name)
                .containsExactly("AUC", "average precision", "weighted F1", "precision", "recall", "calibration error");
        assertThat(report.measures()).allSatisfy(measure -> {
            assertThat(measure.low()).isLessThanOrEqualTo(measure.high()).isBetween(0.0, 1.0);
            assertThat(measure.high()).isBetween(0.0, 1.0);
        });
        assertThat(evaluation(CheckWorthiness.withoutEncoder()).evaluate(data(), "label"))
                .isEqualTo(report);
    }

    @Test
    void evaluate_labelsAllTheSame_saysSo() throws IOException {
        // given
        Path data = Files.writeString(directory.resolve("same.tsv"), "id\tclaim\ttext\n1\t1\tTaxes rose.\n");

        // when, then
        assertThatThrownBy(() -> evaluation(CheckWorthiness.withoutEncoder()).evaluate(data, "claim"))
                .isInstanceOf(IOException.class)
                .hasMessage(data + ": needs texts of both labels, 1 of 1 have label 1");
        assertThatThrownBy(() -> evaluation(CheckWorthiness.withoutEncoder()).evaluate(data, "label"))
                .isInstanceOf(IOException.class)
                .hasMessage(data + ":1: the first line must be a header with the columns label and text");
    }

    private static double areaUnderCurve(CheckWorthinessModel model) {
        return Double.parseDouble(model.provenance().get("cross-validated AUC"));
    }

    /** Knows of a text only how it ends. */
    private static final class EvenOrOdd implements SentenceEncoder {

        @Override
        public String id() {
            return "even-or-odd";
        }

        @Override
        public float[] encode(String text) {
            return text.endsWith("odd") ? new float[] {1, 0} : new float[] {0, 1};
        }
    }

    private CheckWorthinessEvaluation evaluation(CheckWorthiness model) {
        return new CheckWorthinessEvaluation(tagger, model, 1, _ -> {});
    }

    private CheckWorthinessTrainer trainer() {
        return new CheckWorthinessTrainer(tagger, null, 1, _ -> {});
    }

    private Path data() throws IOException {
        List<String> places = List.of("Ohio", "Texas", "France", "Kenya", "Peru", "Norway");
        String rows = IntStream.range(0, 30)
                .mapToObj(i -> "%d\t1\tTaxes in %s rose by %d percent last year.%n".formatted(i, places.get(i % 6), i)
                        + "%d\t0\tThank you, I love %s so much!%n".formatted(i + 100, places.get(i % 6)))
                .collect(Collectors.joining());
        return Files.writeString(directory.resolve("data.tsv"), "id\tlabel\ttext\n" + rows);
    }
}
