package dev.canard.deploy.source;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something to read lines from.
 *
 * @param name how it is shown and remembered: an absolute path, {@code standard input}, or a name of ours
 * @param content opens it at its beginning
 * @param layout what its lines are
 */
public record InputFile(String name, Content content, Layout layout) {

    /** What the lines of a file are. */
    public enum Layout {
        /** One JSON value a line. */
        JSONL,
        /** A header line, then a row a line; fields are parted by tabs, without quoting. */
        TSV
    }

    /** Opens a file. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * What a user named: a path, or {@code -} for standard input.
     *
     * @param layout what its lines are; null decides by the name: {@code .tsv}, else JSON Lines
     * @throws IOException if there is no such file, or it cannot be read
     */
    public static InputFile named(String argument, @Nullable Layout layout) throws IOException {
        if (argument.equals("-")) {
            return new InputFile("standard input", InputFile::standardInput, layout == null ? Layout.JSONL : layout);
        }
        Path path = Path.of(argument).toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new IOException(argument + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new IOException(argument + ": is a directory");
        }
        if (!Files.isReadable(path)) {
            throw new IOException(argument + ": cannot be read");
        }
        boolean tabs = argument.toLowerCase(Locale.ROOT).endsWith(".tsv");
        return new InputFile(
                path.toString(),
                () -> new BufferedInputStream(Files.newInputStream(path)),
                layout != null ? layout : tabs ? Layout.TSV : Layout.JSONL);
    }

    /**
     * JSON Lines that come with Canard.
     *
     * @param path absolute, as {@link Class#getResourceAsStream} takes it
     */
    public static InputFile resource(String path) {
        return new InputFile(
                path,
                () -> {
                    InputStream stream = InputFile.class.getResourceAsStream(path);
                    if (stream == null) {
                        throw new FileNotFoundException("no resource " + path);
                    }
                    return stream;
                },
                Layout.JSONL);
    }

    private static InputStream standardInput() {
        return new FilterInputStream(System.in) {
            @Override
            public void close() {
                // Not ours to close.
            }
        };
    }
}
