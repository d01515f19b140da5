package dev.canard.deploy.http.console;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.canard.deploy.text.SpreadsheetCell;
import dev.canard.event.Alert;
import dev.canard.event.Author;
import dev.canard.event.EventJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts as tables, in which no cell is a formula, and as lines of JSON. */
final class CaseExport {

    private static final List<String> COLUMNS = List.of(
            "id",
            "state",
            "priority",
            "probability",
            "verdict",
            "stance",
            "raised",
            "post",
            "platform",
            "author",
            "language",
            "text",
            "debunk",
            "claim",
            "publisher",
            "url",
            "decided by",
            "decided at",
            "reason",
            "reposts",
            "quotes");

    private static final CsvMapper CSV = new CsvMapper();

    private CaseExport() {}

    static void csv(Iterable<AlertCase> cases, OutputStream out) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        COLUMNS.forEach(schema::addColumn);
        ObjectWriter writer = CSV.writer(schema.build());
        try (var rows = writer.writeValues(out)) {
            for (AlertCase each : cases) {
                rows.write(row(each));
            }
        }
    }

    static void jsonLines(Iterable<AlertCase> cases, OutputStream out) throws IOException {
        var mapper = EventJson.mapper();
        for (AlertCase each : cases) {
            out.write(mapper.writeValueAsString(each).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
    }

    private static List<String> row(AlertCase each) {
        Alert alert = each.alert().read();
        Author author = alert.post().author();
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(each.id());
        cells.add(each.state());
        cells.add(each.priority());
        cells.add(alert.probability());
        cells.add(alert.debunk().rating().verdict());
        cells.add(alert.stance().likeliest());
        cells.add(each.raisedAt());
        cells.add(alert.post().id());
        cells.add(alert.post().platform());
        cells.add(author == null ? null : author.handle());
        cells.add(alert.post().language());
        cells.add(alert.post().text());
        cells.add(alert.debunk().id());
        cells.add(alert.debunk().claim());
        cells.add(alert.debunk().publisher());
        cells.add(alert.debunk().url());
        cells.add(each.decidedBy());
        cells.add(each.decidedAt());
        cells.add(each.reason());
        cells.add(each.shares().reposts());
        cells.add(each.shares().quotes());
        return cells.stream().map(SpreadsheetCell::of).toList();
    }
}
