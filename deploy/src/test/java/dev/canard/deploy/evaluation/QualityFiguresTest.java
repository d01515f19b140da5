package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.command.EvaluateQualityCommand;
import dev.canard.deploy.evaluation.QualityFigures.Better;
import dev.canard.deploy.evaluation.QualityFigures.Figure;
import dev.canard.deploy.evaluation.QualityFigures.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityFiguresTest {

    @TempDir
    private Path directory;

    @Test
    void shipped_everyCommandCanBeParsed_andEveryNameIsDistinct() {
        QualityFigures shipped = QualityFigures.shipped();

        assertThat(shipped.figures())
                .hasSizeGreaterThan(10)
                .allSatisfy(figure -> assertThat(EvaluateQualityCommand.parse(figure.command()))
                        .isNotNull());
        assertThat(shipped.figures()).extracting(Figure::name).doesNotHaveDuplicates();
    }

    @Test
    void parse_wrongCommand_isRefused() {
        assertThatThrownBy(() -> EvaluateQualityCommand.parse("retrieval --posts p.tsv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--debunks");
        assertThatThrownBy(() -> EvaluateQualityCommand.parse("quality --data ."))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holds_higherIsBetter_downToTheSlack() {
        Figure figure = figure(Better.HIGHER, .90, .01);

        assertThat(figure.holds(.95)).isTrue();
        assertThat(figure.holds(.89)).isTrue();
        assertThat(figure.holds(.8899)).isFalse();
        assertThat(figure.holds(Double.NaN)).isFalse();
    }

    @Test
    void holds_lowerIsBetter_upToTheSlack() {
        Figure figure = figure(Better.LOWER, .05, .01);

        assertThat(figure.holds(.01)).isTrue();
        assertThat(figure.holds(.06)).isTrue();
        assertThat(figure.holds(.0601)).isFalse();
    }

    @Test
    void holds_withoutAValue_neverDoes() {
        assertThat(new Figure("name", "command", "metric", Better.HIGHER, null, 0).holds(1))
                .isFalse();
    }

    @Test
    void write_canBeReadAgain() throws IOException {
        Path file = directory.resolve("figures.yaml");
        QualityFigures figures = new QualityFigures(
                1,
                new Measured("2026-03-01", "models"),
                List.of(figure(Better.LOWER, .12345, .01).withValue(.12346)));

        figures.write(file);

        assertThat(QualityFigures.read(file)).isEqualTo(figures);
        assertThat(Files.readString(file)).contains("better: lower").contains("value: 0.1235");
    }

    @Test
    void read_unknownKey_namesFileAndKey() throws IOException {
        Path file = Files.writeString(directory.resolve("figures.yaml"), "version: 1\nfigures: []\nfigure: 1\n");

        assertThatThrownBy(() -> QualityFigures.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining("\"figure\"");
    }

    private static Figure figure(Better better, double value, double slack) {
        return new Figure("a figure", "retrieval --debunks d --posts p", "canard/map@5", better, value, slack);
    }
}
