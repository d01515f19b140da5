package dev.canard.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files that come with Canard on the class path. One that is missing is a mistake of the build. */
public final class ShippedResource {

    private ShippedResource() {}

    /**
     * The bytes of a file.
     *
     * @param beside the class that uses it
     * @param name as {@link Class#getResourceAsStream} takes it
     * @throws IllegalStateException if there is none
     */
    public static byte[] bytes(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + name + " of " + beside.getName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** The lines of a list in UTF-8, without space around them, but not those that are empty or begin with {@code #}. */
    public static List<String> lines(Class<?> beside, String name) {
        return new String(bytes(beside, name), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
