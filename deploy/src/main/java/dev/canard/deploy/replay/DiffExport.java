package dev.canard.deploy.replay;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.canard.deploy.text.SpreadsheetCell;
import dev.canard.event.Alert;
import dev.canard.event.EventJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link ReplayDiff} for other programs, with every pair. */
public final class DiffExport {

    private static final List<String> COLUMNS = List.of(
            "kind",
            "alert",
            "post",
            "platform",
            "language",
            "text",
            "debunk",
            "claim",
            "verdict",
            "before",
            "after",
            "why before",
            "why after",
            "moderators");

    private static final JsonMapper JSON = EventJson.mapper();
    private static final CsvMapper CSV = new CsvMapper();

    private DiffExport() {}

    /** Writes an object a line: kind, what moderators decided, and the alerts of both runs. */
    public static void jsonLines(ReplayDiff diff, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (AlertDifference pair : diff.pairs()) {
                ObjectNode node =
                        JSON.createObjectNode().put("kind", pair.kind().name());
                ReplayDiff.Verdict decided = diff.decided().get(pair.alert().id());
                node.put("decided", decided == null ? null : decided.name());
                node.set("before", JSON.valueToTree(pair.before()));
                node.set("after", JSON.valueToTree(pair.after()));
                out.write(node.toString());
                out.write('\n');
            }
        }
    }

    /** Writes a table. No cell is a formula. */
    public static void csv(ReplayDiff diff, Path file) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        COLUMNS.forEach(schema::addColumn);
        ObjectWriter writer = CSV.writer(schema.build());
        try (BufferedWriter out = Files.newBufferedWriter(file);
                var rows = writer.writeValues(out)) {
            for (AlertDifference pair : diff.pairs()) {
                Alert alert = pair.alert();
                rows.write(cells(
                        pair.kind(),
                        alert.id(),
                        alert.post().id(),
                        alert.post().platform(),
                        alert.post().language(),
                        alert.post().text(),
                        alert.debunk().id(),
                        alert.debunk().claim(),
                        alert.debunk().rating().verdict(),
                        probability(pair.before()),
                        probability(pair.after()),
                        DiffReport.why(pair.before()),
                        DiffReport.why(pair.after()),
                        diff.decided().get(alert.id())));
            }
        }
    }

    private static @Nullable Double probability(@Nullable Alert alert) {
        return alert == null ? null : alert.probability();
    }

    private static List<String> cells(@Nullable Object... values) {
        return Arrays.stream(values).map(SpreadsheetCell::of).toList();
    }
}
