package dev.canard.deploy.source;

import dev.canard.deploy.source.InputFile.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells where the records of a file of fact-checks are by how it begins. */
final class LayoutDetector {

    /** Columns that a table of fact-checks has one of. */
    private static final Set<String> TELLING_COLUMNS = Set.of("claim", "verdict", "rating");

    private LayoutDetector() {}

    /**
     * What was found.
     *
     * @param content all of the file, from its beginning
     */
    record Detected(Layout layout, InputStream content) {}

    /**
     * Reads no further than needed.
     *
     * @param limit the largest record, in bytes: a longer first line is no line of JSON Lines
     * @param columns what the user says about columns, see {@link InputFile#columns}
     */
    static Detected detect(InputStream in, int limit, Map<String, String> columns) throws IOException {
        byte[] head = new byte[limit];
        int length = 0;
        Layout layout = null;
        while (layout == null) {
            int read = length == limit ? -1 : in.read(head, length, Math.min(limit - length, Math.max(8192, length)));
            length += Math.max(0, read);
            layout = of(Arrays.copyOf(head, length), read < 0, columns);
        }
        return new Detected(layout, new SequenceInputStream(new ByteArrayInputStream(head, 0, length), in));
    }

    /**
     * @param all whether no more bytes come, or none that would be looked at
     * @return null if more bytes are needed
     */
    private static @Nullable Layout of(byte[] head, boolean all, Map<String, String> columns) {
        int start = firstOfText(head, 0);
        if (start == head.length) {
            // An empty file is told as such.
            return all ? Layout.ARTICLE : null;
        }
        if (head[start] == '<') {
            return Layout.ARTICLE;
        }
        if (head[start] == '[') {
            return Layout.JSON;
        }
        int end = endOfLine(head, start);
        if (end == head.length && !all) {
            return null;
        }
        if (head[start] != '{') {
            return ofText(new String(head, start, end - start, StandardCharsets.UTF_8), columns);
        }
        if (isOneValue(head, start, end)) {
            return Layout.JSONL;
        }
        int next = firstOfText(head, end);
        if (next == head.length && !all) {
            return null;
        }
        // A broken line before another one, or an object of several lines.
        boolean lines = next < head.length && head[next] == '{' && !goesOn(head, start, end);
        return lines ? Layout.JSONL : Layout.JSON;
    }

    private static Layout ofText(String firstLine, Map<String, String> columns) {
        char separator = Table.separator(firstLine);
        for (String name : firstLine.split("[%s\r]".formatted(separator), -1)) {
            String column = name.replace("\"", "").strip();
            if (columns.containsKey(column) || TELLING_COLUMNS.contains(column.toLowerCase(Locale.ROOT))) {
                return separator == '\t' ? Layout.TSV : Layout.CSV;
            }
        }
        return Layout.ARTICLE;
    }

    private static boolean isOneValue(byte[] head, int start, int end) {
        JsonCutter cutter = new JsonCutter();
        for (int i = start; i < end; i++) {
            cutter.at(head[i]);
        }
        return cutter.isBetweenRecords();
    }

    /** Whether a line of JSON ends where another one has to follow. */
    private static boolean goesOn(byte[] head, int start, int end) {
        int last = end - 1;
        while (last > start && head[last] <= ' ') {
            last--;
        }
        return "[{,:".indexOf(head[last]) >= 0;
    }

    /** Behind blanks and a byte order mark. */
    private static int firstOfText(byte[] head, int from) {
        int at = from;
        while (at < head.length && (head[at] >= 0 ? head[at] <= ' ' : isOfByteOrderMark(head[at]))) {
            at++;
        }
        return at;
    }

    private static boolean isOfByteOrderMark(byte one) {
        return one == (byte) 0xEF || one == (byte) 0xBB || one == (byte) 0xBF;
    }

    private static int endOfLine(byte[] head, int from) {
        int at = from;
        while (at < head.length && head[at] != '\n') {
            at++;
        }
        return at;
    }
}
