package dev.canard.deploy.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Rows of files with tabs between columns, no quoting, and a header. */
final class TsvRows {

    private TsvRows() {}

    /**
     * The rows by column.
     *
     * @throws IOException if the file cannot be read, lacks a column, or has a row of another length than its header
     */
    static List<Map<String, String>> read(Path file, String... columns) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header =
                lines.isEmpty() ? List.of() : List.of(lines.getFirst().split("\t", -1));
        if (!header.containsAll(List.of(columns))) {
            throw new IOException("%s lacks one of the columns %s".formatted(file, String.join(", ", columns)));
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (int number = 1; number < lines.size(); number++) {
            String[] fields = lines.get(number).split("\t", -1);
            if (fields.length != header.size()) {
                throw new IOException("%s:%d: %d fields, the header has %d"
                        .formatted(file, number + 1, fields.length, header.size()));
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < fields.length; i++) {
                row.put(header.get(i), fields[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    /** The field of a column that the file has. */
    static String field(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }
}
