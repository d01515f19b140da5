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
        assertThat(evaluation(model)
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
    void shipped_model_saysWhereItComesFrom() {
        assertThat(CheckWorthinessModel.shipped().provenance())
                .containsKeys("data", "command", "date", "cross-validated AUC");
        assertThat(CheckWorthinessModel.shipped().threshold()).isBetween(0.1, 0.9);
    }

    @Test
    void evaluate_labelledTexts_givesEachMeasureWithItsInterval() throws IOException {
        // when
        CheckWorthinessEvaluation.Report report =
                evaluation(CheckWorthinessModel.shipped()).evaluate(data(), "label");

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
        assertThat(evaluation(CheckWorthinessModel.shipped()).evaluate(data(), "label"))
                .isEqualTo(report);
    }

    @Test
    void evaluate_labelsAllTheSame_saysSo() throws IOException {
        // given
        Path data = Files.writeString(directory.resolve("same.tsv"), "id\tclaim\ttext\n1\t1\tTaxes rose.\n");

        // when, then
        assertThatThrownBy(() -> evaluation(CheckWorthinessModel.shipped()).evaluate(data, "claim"))
                .isInstanceOf(IOException.class)
                .hasMessage(data + ": needs texts of both labels, 1 of 1 have label 1");
        assertThatThrownBy(() -> evaluation(CheckWorthinessModel.shipped()).evaluate(data, "label"))
                .isInstanceOf(IOException.class)
                .hasMessage(data + ":1: the first line must be a header with the columns label and text");
    }

    private CheckWorthinessEvaluation evaluation(CheckWorthinessModel model) {
        return new CheckWorthinessEvaluation(tagger, model, 1, _ -> {});
    }

    private CheckWorthinessTrainer trainer() {
        return new CheckWorthinessTrainer(tagger, 1, _ -> {});
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
