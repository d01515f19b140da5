package dev.canard.indexer.stance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import dev.canard.event.Stance;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.Encoders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Labelled posts in two files of JSON lines: {@code claims.jsonl} with {@code id}, {@code claim}, {@code title}, {@code
 * body}, and {@code posts.jsonl} with {@code id}, {@code claim_id}, {@code stance}, {@code text}, {@code split}.
 *
 * @param debunks the claims as debunks without vectors, by id
 * @param posts the posts
 */
public record StanceData(Map<String, Debunk> debunks, List<LabelledPost> posts) {

    /** The split that is learnt from. */
    public static final String TRAIN = "train";

    /**
     * A labelled post.
     *
     * @param id its id
     * @param debunkId the debunk that it is about
     * @param stance how it stands to the debunk's claim
     * @param text its text as its author wrote it
     * @param split the part of the data that it belongs to, for instance {@code train}
     */
    public record LabelledPost(String id, String debunkId, Stance stance, String text, String split) {}

    /**
     * Reads both files of each folder.
     *
     * @throws UncheckedIOException if one cannot be read
     * @throws IllegalArgumentException if a line is no such object, or if two claims have the same id
     */
    public static StanceData read(List<Path> folders) {
        Map<String, Debunk> debunks = new HashMap<>();
        List<LabelledPost> posts = new ArrayList<>();
        for (Path folder : folders) {
            for (JsonNode claim : lines(folder.resolve("claims.jsonl"))) {
                Debunk debunk = debunk(claim);
                if (debunks.put(debunk.id(), debunk) != null) {
                    throw new IllegalArgumentException("two claims have the id " + debunk.id());
                }
            }
            lines(folder.resolve("posts.jsonl")).forEach(post -> posts.add(post(post)));
        }
        for (LabelledPost post : posts) {
            if (!debunks.containsKey(post.debunkId())) {
                throw new IllegalArgumentException("post " + post.id() + " is about an unknown claim");
            }
        }
        return new StanceData(debunks, posts);
    }

    /** The same with vectors for each debunk. */
    public StanceData encoded(Encoders encoders) {
        Map<String, Debunk> encoded = new HashMap<>();
        debunks.forEach((id, debunk) -> encoded.put(id, debunk.withVectors(encoders.vectorsOf(debunk))));
        return new StanceData(encoded, posts);
    }

    private static List<JsonNode> lines(Path file) {
        ObjectMapper mapper = new ObjectMapper();
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> {
                        try {
                            return mapper.readTree(line);
                        } catch (IOException e) {
                            throw new UncheckedIOException("no JSON in a line of " + file, e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("labelled posts cannot be read: " + file, e);
        }
    }

    private static Debunk debunk(JsonNode claim) {
        return new Debunk(
                text(claim, "id"),
                text(claim, "claim"),
                text(claim, "title"),
                null,
                text(claim, "body"),
                new Rating(Verdict.UNKNOWN, null, "none"),
                null,
                null,
                null,
                "en",
                List.of(),
                Instant.EPOCH);
    }

    private static LabelledPost post(JsonNode post) {
        return new LabelledPost(
                text(post, "id"),
                text(post, "claim_id"),
                Stance.valueOf(text(post, "stance").toUpperCase(Locale.ROOT).replace('-', '_')),
                text(post, "text"),
                text(post, "split"));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("labelled data lacks the field " + field);
        }
        return value.textValue();
    }
}
