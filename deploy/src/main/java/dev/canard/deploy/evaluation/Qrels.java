package dev.canard.deploy.evaluation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads which post is about which debunk, in the form of trec_eval. */
public final class Qrels {

    private static final int FIELDS = 4;

    private Qrels() {}

    /**
     * Ids of debunks by id of the post.
     *
     * @param file lines of post, anything, debunk, relevance with white space between; relevance 0 means none
     * @throws IOException if there is no such file, it is no UTF-8, or a line has other fields; says which
     */
    public static Map<String, Set<String>> read(Path file) throws IOException {
        Map<String, Set<String>> relevant = new HashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length != FIELDS) {
                throw new IOException(
                        "%s:%d: %d fields where a line of qrels has %d".formatted(file, number, fields.length, FIELDS));
            }
            if (!fields[3].equals("0")) {
                relevant.computeIfAbsent(fields[0], _ -> new HashSet<>()).add(fields[2]);
            }
        }
        return relevant;
    }

    /**
     * The lines of a file.
     *
     * @throws IOException if there is no such file, or it is no UTF-8; says which
     */
    static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": no UTF-8", e);
        }
    }
}
