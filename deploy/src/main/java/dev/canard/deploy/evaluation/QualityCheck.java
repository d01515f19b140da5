package dev.canard.deploy.evaluation;

import dev.canard.deploy.evaluation.QualityFigures.Figure;
import dev.canard.deploy.evaluation.QualityFigures.Measured;
import dev.canard.deploy.text.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Measures known figures once more. Each distinct command runs once. */
public final class QualityCheck {

    private final Workbench bench;
    private final Path data;
    private final Function<String, Evaluation> parser;

    /**
     * @param data what the commands' names of files are relative to
     * @param parser from the arguments of {@code canard evaluate} to the evaluation that they ask for
     */
    public QualityCheck(Workbench bench, Path data, Function<String, Evaluation> parser) {
        this.bench = bench;
        this.data = data;
        this.parser = parser;
    }

    /**
     * What came out.
     *
     * @param table known and measured values, for people
     * @param holds whether none is worse than it may be
     * @param renewed the same figures with the measured values
     */
    public record Outcome(Table table, boolean holds, QualityFigures renewed) {}

    /**
     * Measures.
     *
     * @param today what renewed figures are dated
     * @throws IOException if a file cannot be read, or a command does not give the metric that is asked for
     */
    public Outcome check(QualityFigures known, LocalDate today) throws IOException {
        Map<String, Map<String, Double>> results = new HashMap<>();
        List<List<String>> rows = new ArrayList<>();
        List<Figure> renewed = new ArrayList<>();
        boolean holds = true;
        for (Figure figure : known.figures()) {
            Map<String, Double> result = results.get(figure.command());
            if (result == null) {
                bench.terminal().note("canard evaluate " + figure.command());
                result = parser.apply(figure.command()).evaluate(bench, data).figures();
                results.put(figure.command(), result);
            }
            Double measured = result.get(figure.metric());
            if (measured == null) {
                throw new IOException("%s: \"%s\" gives no %s, but %s"
                        .formatted(
                                figure.name(), figure.command(), figure.metric(), String.join(", ", result.keySet())));
            }
            boolean its = figure.holds(measured);
            holds &= its;
            renewed.add(figure.withValue(measured));
            rows.add(List.of(
                    figure.name(),
                    figure.value() == null ? "–" : number(figure.value()),
                    number(figure.slack()),
                    figure.better().toString(),
                    number(measured),
                    figure.value() == null ? "new" : its ? "holds" : "worse"));
        }
        Table table = new Table(
                "Quality",
                List.of("figure", "expected", "slack", "better", "measured", "verdict"),
                rows,
                List.of("Models: " + bench.models()));
        return new Outcome(
                table,
                holds,
                new QualityFigures(known.version(), new Measured(today.toString(), bench.models()), renewed));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
