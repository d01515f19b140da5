package dev.canard.deploy.source;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something to read records from.
 *
 * @param name how it is shown and remembered: an absolute path, an address, {@code standard input}, or a name of ours
 * @param content opens it at its beginning
 * @param layout where its records are; null decides by the name and by what it holds
 * @param claim the claim that a person read out of an article; null leaves that to Canard
 * @param format the format of its posts by name, see {@link dev.canard.ingest.PostFormats}; null for Canard's own
 * @param columns Canard's names of columns of a table, by their names in its header; of the others each has its own name
 */
public record InputFile(
        String name,
        Content content,
        @Nullable Layout layout,
        @Nullable String claim,
        @Nullable String format,
        Map<String, String> columns) {

    private static final String STANDARD_INPUT = "standard input";

    public InputFile {
        columns = Map.copyOf(columns);
    }

    public InputFile(String name, Content content, @Nullable Layout layout) {
        this(name, content, layout, null, null, Map.of());
    }

    /** Where the records of a file are. */
    public enum Layout {
        /** One JSON value a line. */
        JSONL,
        /** JSON of any form: an object of many lines, a list, or lists in objects. */
        JSON,
        /** A header line, then a row a line; fields are parted by tabs, without quoting. */
        TSV,
        /** A header line, then rows; fields are parted by commas, semicolons or tabs, and may stand in quotation marks. */
        CSV,
        /** The whole file is one page, of HTML or plain text: an article, or what ClaimReviews stand in. Fact-checks only. */
        ARTICLE
    }

    /** Opens a file. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * What a user named: a path, an address of the web, or {@code -} for standard input.
     *
     * @param layout where its records are; null decides by the name and by what it holds
     * @throws IOException if there is no such file, or it cannot be read
     */
    public static InputFile named(String argument, @Nullable Layout layout) throws IOException {
        if (argument.equals("-")) {
            return new InputFile(STANDARD_INPUT, InputFile::standardInput, layout);
        }
        if (WebResource.isAddress(argument)) {
            return new InputFile(argument, new WebResource(argument)::open, layout);
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
        return new InputFile(path.toString(), () -> Files.newInputStream(path), layout);
    }

    /**
     * What a user named, as {@link #named} takes it, or all files below a folder in the order of their paths. Hidden ones and
     * links in a folder are passed over.
     *
     * @throws IOException if there is no such file or folder, it cannot be read, or a folder holds no file
     */
    public static List<InputFile> allNamed(String argument, @Nullable Layout layout) throws IOException {
        List<InputFile> files = allNamedSoFar(argument, layout);
        if (files.isEmpty()) {
            throw new IOException(argument + ": no file in this folder");
        }
        return files;
    }

    /**
     * The same for a folder that others write to, which may hold no file yet.
     *
     * @throws IOException if there is no such file or folder, or it cannot be read
     */
    public static List<InputFile> allNamedSoFar(String argument, @Nullable Layout layout) throws IOException {
        if (argument.equals("-") || WebResource.isAddress(argument) || !Files.isDirectory(Path.of(argument))) {
            return List.of(named(argument, layout));
        }
        Path folder = Path.of(argument).toAbsolutePath().normalize();
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> isShown(folder.relativize(path)))
                    .sorted()
                    .map(path -> new InputFile(path.toString(), () -> Files.newInputStream(path), layout))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isShown(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /** The same as an article, of which a person says what its claim is. */
    public InputFile withClaim(String stated) {
        return new InputFile(name, content, Layout.ARTICLE, stated, format, columns);
    }

    /** The same, with what the columns of its table mean; see {@link #columns}. */
    public InputFile withColumns(Map<String, String> meanings) {
        return new InputFile(name, content, layout, claim, format, meanings);
    }

    /** The same, with its posts in the format of this name; null for Canard's own. */
    public InputFile withFormat(@Nullable String formatOfPosts) {
        return new InputFile(name, content, layout, claim, formatOfPosts, columns);
    }

    /** Whether it is what comes in on standard input, which can be read once. */
    public boolean isStandardInput() {
        return name.equals(STANDARD_INPUT);
    }

    /** Where its records are, as far as its name tells; null if what it holds decides. Posts are JSON Lines if not a table. */
    public @Nullable Layout layoutOf(InputKind kind) {
        if (layout != null) {
            return layout;
        }
        String lower = name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        if (lower.endsWith(".tsv")) {
            return Layout.TSV;
        }
        if (lower.endsWith(".csv")) {
            return Layout.CSV;
        }
        boolean lines = lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
        if (lines || kind == InputKind.POSTS) {
            return Layout.JSONL;
        }
        return lower.endsWith(".html") || lower.endsWith(".htm") ? Layout.ARTICLE : null;
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
