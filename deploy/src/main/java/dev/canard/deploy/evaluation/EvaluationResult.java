package dev.canard.deploy.evaluation;

import dev.canard.deploy.text.Table;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What an evaluation found.
 *
 * @param title what was measured
 * @param tables for people
 * @param charts for a report
 * @param figures for programs, by name, for instance {@code canard/map@5}
 */
public record EvaluationResult(
        String title, List<Table> tables, List<Chart> charts, SequencedMap<String, Double> figures) {

    public EvaluationResult {
        tables = List.copyOf(tables);
        charts = List.copyOf(charts);
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
            if (figure.getKey().isBlank()) {
                throw new IllegalArgumentException("a figure needs a name");
            }
        }
    }
}
