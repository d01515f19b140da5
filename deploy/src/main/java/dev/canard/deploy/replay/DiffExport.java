package dev.canard.deploy.replay;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.jerolba.carpet.CarpetWriter;
import dev.canard.deploy.text.SpreadsheetCell;
import dev.canard.event.Alert;
import dev.canard.event.EventJson;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/** A {@link ReplayDiff} for other programs, with every pair. */
public final class DiffExport {

    private static final JsonMapper JSON = EventJson.mapper();
    private static final CsvMapper CSV = new CsvMapper();

    private DiffExport() {}

    /** Writes an object a line: kind, what moderators decided, and the alerts of both runs. */
    public static void jsonLines(ReplayDiff diff, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            jsonLines(diff, out);
        }
    }

    /** The same to a stream, which stays open. */
    public static void jsonLines(ReplayDiff diff, OutputStream out) throws IOException {
        for (AlertDifference pair : diff.pairs()) {
            out.write(json(pair, diff).toString().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
    }

    /** A pair, as a line of {@link #jsonLines(ReplayDiff, Path)} has it. */
    public static ObjectNode json(AlertDifference pair, ReplayDiff diff) {
        ObjectNode node = JSON.createObjectNode().put("kind", pair.kind().name());
        ReplayDiff.Verdict decided = diff.decided().get(pair.alert().id());
        node.put("decided", decided == null ? null : decided.name());
        node.set("before", JSON.valueToTree(pair.before()));
        node.set("after", JSON.valueToTree(pair.after()));
        return node;
    }

    /** Writes a table. No cell is a formula. */
    public static void csv(ReplayDiff diff, Path file) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        Row.columns().forEach(column -> schema.addColumn(column.getName()));
        ObjectWriter writer = CSV.writer(schema.build());
        try (BufferedWriter out = Files.newBufferedWriter(file);
                var rows = writer.writeValues(out)) {
            for (AlertDifference pair : diff.pairs()) {
                rows.write(Row.of(pair, diff).cells());
            }
        }
    }

    /** Writes the same table as Apache Parquet, compressed with Zstandard. */
    public static void parquet(ReplayDiff diff, Path file) throws IOException {
        try (CarpetWriter<Row> rows = new CarpetWriter.Builder<>(Files.newOutputStream(file), Row.class)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            for (AlertDifference pair : diff.pairs()) {
                rows.write(Row.of(pair, diff));
            }
        }
    }

    /** A row of a table; before and after are the probabilities, null where there was no alert. */
    record Row(
            String kind,
            String alert,
            String post,
            @Nullable String platform,
            @Nullable String language,
            String text,
            String debunk,
            String claim,
            String verdict,
            @Nullable Double before,
            @Nullable Double after,
            @Nullable String whyBefore,
            @Nullable String whyAfter,
            @Nullable String moderators) {

        static Row of(AlertDifference pair, ReplayDiff diff) {
            Alert alert = pair.alert();
            ReplayDiff.Verdict decided = diff.decided().get(alert.id());
            return new Row(
                    pair.kind().name(),
                    alert.id(),
                    alert.post().id(),
                    alert.post().platform(),
                    alert.post().language(),
                    alert.post().text(),
                    alert.debunk().id(),
                    alert.debunk().claim(),
                    alert.debunk().rating().verdict().name(),
                    probability(pair.before()),
                    probability(pair.after()),
                    DiffReport.why(pair.before()),
                    DiffReport.why(pair.after()),
                    decided == null ? null : decided.name());
        }

        static List<RecordComponent> columns() {
            return List.of(Row.class.getRecordComponents());
        }

        List<String> cells() {
            return Stream.of(
                            kind,
                            alert,
                            post,
                            platform,
                            language,
                            text,
                            debunk,
                            claim,
                            verdict,
                            before,
                            after,
                            whyBefore,
                            whyAfter,
                            moderators)
                    .map(SpreadsheetCell::of)
                    .toList();
        }

        private static @Nullable Double probability(@Nullable Alert alert) {
            return alert == null ? null : alert.probability();
        }
    }
}
