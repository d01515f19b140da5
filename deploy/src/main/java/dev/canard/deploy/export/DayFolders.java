package dev.canard.deploy.export;

import dev.canard.deploy.export.ExportFormat.RowWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes records to folders named as Hive does, {@code day=2026-11-28/part-00000.parquet}, which tools such as DuckDB read as one table
 * with a column {@code day}. All is written to a hidden folder in it and moved up in the end: days that can be seen are whole.
 */
final class DayFolders implements Closeable {

    /** So many files are open at once; another part is begun for a day whose file was closed. */
    private static final int OPEN = 8;

    private final Path folder;
    private final Path unfinished;
    private final boolean isNew;
    private final ExportFormat format;
    private final List<Column> columns;
    private final Map<LocalDate, RowWriter> writers = new LinkedHashMap<>(OPEN, .75f, true);
    private int parts;

    /**
     * @param folder gets the files; must not hold any
     * @throws FileAlreadyExistsException if there is something
     */
    DayFolders(Path folder, ExportFormat format, List<Column> columns) throws IOException {
        this.folder = folder;
        this.format = format;
        this.columns = columns;
        isNew = !Files.exists(folder);
        unfinished = folder.resolve(".unfinished");
        // Of one that was killed.
        Utils.delete(unfinished.toFile());
        if (!isEmpty(folder)) {
            throw new FileAlreadyExistsException(
                    folder.toString(), null, "there is something already, choose another folder");
        }
        Files.createDirectories(unfinished);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    void write(ExportedRecord record) throws IOException {
        RowWriter writer = writers.get(record.day());
        if (writer == null) {
            if (writers.size() == OPEN) {
                var eldest = writers.entrySet().iterator();
                eldest.next().getValue().close();
                eldest.remove();
            }
            Path day = Files.createDirectories(unfinished.resolve("day=" + record.day()));
            writer = format.open(day.resolve("part-%05d%s".formatted(parts++, format.ending())), columns);
            writers.put(record.day(), writer);
        }
        writer.write(record);
    }

    /** Ends the files and moves them to the folder. */
    void finish() throws IOException {
        closeWriters();
        try (Stream<Path> days = Files.list(unfinished)) {
            for (Path day : days.sorted().toList()) {
                Files.move(day, folder.resolve(day.getFileName()));
            }
        }
    }

    private void closeWriters() throws IOException {
        for (RowWriter writer : writers.values()) {
            writer.close();
        }
        writers.clear();
    }

    /** Removes what was not finished. */
    @Override
    public void close() throws IOException {
        closeWriters();
        Utils.delete(unfinished.toFile());
        if (isNew && isEmpty(folder)) {
            Files.deleteIfExists(folder);
        }
    }
}
