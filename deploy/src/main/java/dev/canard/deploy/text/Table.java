package dev.canard.deploy.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures in rows and columns.
 *
 * @param title what it shows
 * @param columns names of the columns; the first one holds what a row is about
 * @param rows as many cells in each as there are columns
 * @param notes what has to be known to read it, a sentence each
 */
public record Table(String title, List<String> columns, List<List<String>> rows, List<String> notes) {

    private static final String GAP = "  ";

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of %d cells in a table of %d columns".formatted(row.size(), columns.size()));
            }
        }
    }

    /** For a terminal: the first column to the left, figures to the right, notes below. */
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        lines.addAll(rows);
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder(title).append(System.lineSeparator());
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String padding = " ".repeat(widths[column] - line.get(column).length());
                row.append(column == 0 ? "" : GAP);
                row.append(column == 0 ? line.get(column) + padding : padding + line.get(column));
            }
            text.append(row.toString().stripTrailing()).append(System.lineSeparator());
        }
        notes.forEach(note -> text.append(note).append(System.lineSeparator()));
        return text.toString();
    }
}
