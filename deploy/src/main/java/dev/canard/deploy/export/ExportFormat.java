package dev.canard.deploy.export;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.WriteRecordModelType;
import dev.canard.deploy.text.SpreadsheetCell;
import dev.canard.event.EventJson;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How records are written to files. */
public enum ExportFormat {
    /** An object a line, with the whole event, vectors too. */
    JSONL(".jsonl") {
        @Override
        RowWriter open(Path file, List<Column> columns) throws IOException {
            BufferedWriter out = Files.newBufferedWriter(file);
            return new RowWriter() {
                @Override
                public void write(ExportedRecord record) throws IOException {
                    ObjectNode line = JSON.createObjectNode()
                            .put("partition", record.partition())
                            .put("offset", record.offset())
                            .put("time", record.time().toString())
                            .put("key", record.key());
                    if (record.bytes() == null) {
                        line.set("value", record.event());
                    } else {
                        line.put("base64", record.bytes());
                    }
                    out.write(line.toString());
                    out.write('\n');
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }
    },

    /** A table with a header. No cell is a formula. */
    CSV(".csv") {
        @Override
        RowWriter open(Path file, List<Column> columns) throws IOException {
            CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
            columns.forEach(column -> schema.addColumn(column.name()));
            ObjectWriter writer = TABLES.writer(schema.build());
            SequenceWriter rows = writer.writeValues(Files.newBufferedWriter(file));
            return new RowWriter() {
                @Override
                public void write(ExportedRecord record) throws IOException {
                    rows.write(
                            columns.stream().map(column -> cell(column, record)).toList());
                }

                @Override
                public void close() throws IOException {
                    rows.close();
                }
            };
        }

        private static String cell(Column column, ExportedRecord record) {
            Object value = column.value().apply(record);
            // A negative number is none either.
            return value instanceof String ? SpreadsheetCell.of(value) : value == null ? "" : value.toString();
        }
    },

    /** Apache Parquet, compressed with Zstandard. */
    PARQUET(".parquet") {
        @Override
        RowWriter open(Path file, List<Column> columns) throws IOException {
            WriteRecordModelType<ExportedRecord> model = FieldTypes.writeRecordModel(ExportedRecord.class);
            columns.forEach(column -> model.withField(column.name(), fieldType(column.type()), column.value()));
            CarpetWriter<ExportedRecord> writer = new CarpetWriter.Builder<>(
                            Files.newOutputStream(file), ExportedRecord.class)
                    .withWriteRecordModel(model)
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withRowGroupSize(ROW_GROUP_BYTES)
                    .build();
            return new RowWriter() {
                @Override
                public void write(ExportedRecord record) throws IOException {
                    writer.write(record);
                }

                @Override
                public void close() throws IOException {
                    writer.close();
                }
            };
        }

        private static FieldType fieldType(Column.Type type) {
            return switch (type) {
                case TEXT -> FieldTypes.STRING;
                case INTEGER -> FieldTypes.LONG;
                case NUMBER -> FieldTypes.DOUBLE;
                case BOOLEAN -> FieldTypes.BOOLEAN;
                case TIME -> FieldTypes.INSTANT;
            };
        }
    };

    /** What is held in memory of each open file at most. */
    private static final long ROW_GROUP_BYTES = 16L << 20;

    private static final JsonMapper JSON = EventJson.mapper();
    private static final CsvMapper TABLES = new CsvMapper();

    private final String ending;

    ExportFormat(String ending) {
        this.ending = ending;
    }

    /** How names of files end, dot included. */
    String ending() {
        return ending;
    }

    abstract RowWriter open(Path file, List<Column> columns) throws IOException;

    /** Writes records to a file. */
    interface RowWriter extends Closeable {

        void write(ExportedRecord record) throws IOException;
    }
}
