package dev.canard.deploy.source;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.canard.deploy.source.InputFile.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows under a header as objects with the header's names. */
final class Table {

    private static final CsvMapper CSV =
            CsvMapper.csvBuilder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    private final Layout layout;
    private final char separator;
    private final List<String> header;

    private Table(Layout layout, char separator, List<String> header) {
        this.layout = layout;
        this.separator = separator;
        this.header = header;
    }

    /**
     * Reads a header. A name that differs from one of Canard's in case only is that one.
     *
     * @param layout with or without quotation marks
     * @param line its text
     * @param columns what columns mean, by their names in the header
     * @throws IOException if it does not name an id, names one twice, or lacks a column that is to mean something
     */
    static Table withHeader(Layout layout, String line, InputKind kind, Map<String, String> columns)
            throws IOException {
        char separator = layout == Layout.TSV ? '\t' : separator(line);
        List<String> given = new Table(layout, separator, List.of()).fields(line);
        List<String> names = new ArrayList<>();
        for (String name : given) {
            String stripped = name.strip();
            String plain = kind.columns().stream()
                    .filter(stripped::equalsIgnoreCase)
                    .findFirst()
                    .orElse(stripped);
            names.add(columns.getOrDefault(stripped, plain));
        }
        Set<String> missing = new HashSet<>(columns.keySet());
        given.forEach(name -> missing.remove(name.strip()));
        if (!missing.isEmpty()) {
            throw new IOException("the header has no column %s, only %s"
                    .formatted(missing.iterator().next(), given));
        }
        if (names.stream().noneMatch(kind.idColumns()::contains)) {
            throw new IOException("the first line must be a header with a column \"%s\", has %s"
                    .formatted(String.join("\" or \"", kind.idColumns()), given));
        }
        for (String name : kind.columns()) {
            if (names.stream().filter(name::equals).count() > 1) {
                throw new IOException("two columns are \"%s\"".formatted(name));
            }
        }
        return new Table(layout, separator, names);
    }

    /** The separator of a line with quotation marks: the most frequent of comma, semicolon and tab outside of them. */
    static char separator(String line) {
        String outside = line.replaceAll("\"[^\"]*+\"?+", "");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            best = count(outside, candidate) > count(outside, best) ? candidate : best;
        }
        return best;
    }

    char separator() {
        return separator;
    }

    /** How many fields a row has. */
    int size() {
        return header.size();
    }

    /** A row as an object; it must have {@link #size} fields. */
    ObjectNode row(List<String> fields) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.size(); i++) {
            row.put(header.get(i), fields.get(i));
        }
        return row;
    }

    /**
     * The fields of a row.
     *
     * @throws IOException if its quotation marks are wrong
     */
    List<String> fields(String line) throws IOException {
        if (layout == Layout.TSV) {
            return Arrays.asList(line.split("\t", -1));
        }
        ObjectReader reader =
                CSV.readerFor(String[].class).with(CsvSchema.emptySchema().withColumnSeparator(separator));
        try (MappingIterator<String[]> rows = reader.readValues(line)) {
            return rows.hasNextValue() ? Arrays.asList(rows.nextValue()) : List.of();
        } catch (JacksonException e) {
            // Its own message may quote the row.
            throw new IOException("a quotation mark within a field is not doubled, or the last one is missing", e);
        }
    }

    private static long count(String text, char sought) {
        return text.chars().filter(c -> c == sought).count();
    }
}
