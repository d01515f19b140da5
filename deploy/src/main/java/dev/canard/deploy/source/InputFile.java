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
 * Something to read records from.
 *
 * @param name how it is shown and remembered: an absolute path, {@code standard input}, or a name of ours
 * @param content opens it at its beginning
 * @param layout where its records are; null decides by the name and by what it holds
 * @param claim the claim that a person read out of an article; null leaves that to Canard
 */
public record InputFile(
        String name,
        Content content,
        @Nullable Layout layout,
        @Nullable String claim) {

    public InputFile(String name, Content content, @Nullable Layout layout) {
        this(name, content, layout, null);
    }

    /** Where the records of a file are. */
    public enum Layout {
        /** One JSON value a line. */
        JSONL,
        /** A header line, then a row a line; fields are parted by tabs, without quoting. */
        TSV,
        /** The whole file is one article, of HTML or plain text. Fact-checks only. */
        ARTICLE
    }

    /** Opens a file. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * What a user named: a path, or {@code -} for standard input.
     *
     * @param layout where its records are; null decides by the name and by what it holds
     * @throws IOException if there is no such file, or it cannot be read
     */
    public static InputFile named(String argument, @Nullable Layout layout) throws IOException {
        if (argument.equals("-")) {
            return new InputFile("standard input", InputFile::standardInput, layout);
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
        return new InputFile(path.toString(), () -> new BufferedInputStream(Files.newInputStream(path)), layout);
    }

    /** The same article, of which a person says what its claim is. */
    public InputFile withClaim(String stated) {
        return new InputFile(name, content, layout, stated);
    }

    /** Where its records are, given what it holds: {@code .tsv} is TSV, {@code .txt} and {@code .html} may be an article. */
    public Layout layoutOf(InputKind kind) {
        if (layout != null) {
            return layout;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".tsv")) {
            return Layout.TSV;
        }
        boolean page = lower.endsWith(".txt") || lower.endsWith(".html") || lower.endsWith(".htm");
        return page && kind == InputKind.DEBUNKS ? Layout.ARTICLE : Layout.JSONL;
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
