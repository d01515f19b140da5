package dev.canard.indexer.training;

import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Posts, debunks, and which post is about which debunk.
 *
 * @param name what the set is called
 * @param posts the posts, each with its sentences
 * @param debunks the debunks, without vectors
 * @param relevant ids of the debunks that a post is about, by post id; a post that is absent is about none
 */
public record JudgedPosts(
        String name, List<PostClaims> posts, List<Debunk> debunks, Map<String, Set<String>> relevant) {

    /**
     * Reads a set in the form of the CLEF CheckThat! labs: UTF-8, tabs between columns, no quoting, a header line in the
     * first two files.
     *
     * @param posts id, text
     * @param debunks id, claim, title, and if known subtitle and date (ignored)
     * @param qrels post id, anything, debunk id, relevance; where it is 0 the post is not about the debunk
     * @throws IOException if a file cannot be read, or a line lacks a column
     */
    public static JudgedPosts read(String name, Path posts, Path debunks, Path qrels) throws IOException {
        List<PostClaims> readPosts = new ArrayList<>();
        for (String[] row : rows(posts, 2, 1)) {
            readPosts.add(TextRows.post(row[0], row[1]));
        }
        List<Debunk> readDebunks = new ArrayList<>();
        for (String[] row : rows(debunks, 3, 1)) {
            readDebunks.add(TextRows.debunk(row[0], row[1], row[2]));
        }
        Map<String, Set<String>> relevant = new HashMap<>();
        for (String[] row : rows(qrels, 4, 0)) {
            if (!row[3].strip().equals("0")) {
                relevant.computeIfAbsent(row[0], _ -> new HashSet<>()).add(row[2]);
            }
        }
        return new JudgedPosts(name, readPosts, readDebunks, relevant);
    }

    /** The debunks that a post is about. */
    public Set<String> relevant(String postId) {
        return relevant.getOrDefault(postId, Set.of());
    }

    private static List<String[]> rows(Path file, int columns, int header) throws IOException {
        List<String[]> rows = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (number <= header || line.isBlank()) {
                continue;
            }
            String[] row = line.split("\t", -1);
            if (row.length < columns) {
                throw new IOException(
                        "line %d of %s has %d columns instead of %d".formatted(number, file, row.length, columns));
            }
            rows.add(row);
        }
        return rows;
    }
}
