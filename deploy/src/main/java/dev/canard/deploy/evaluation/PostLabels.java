package dev.canard.deploy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.source.InputReader.ReadPost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people said of a post.
 *
 * @param debunk id of the debunk that it is about, null for none
 * @param stance how it stands to the claim, in words of the labels
 * @param alert whether it should alert; only with a debunk
 * @param kind how it is worded, the first word of the note; {@code other} without one
 */
record PostLabels(@Nullable String debunk, String stance, boolean alert, String kind) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern FIRST_WORD = Pattern.compile("^\\p{L}+(?:-\\p{L}+)*");
    private static final String OTHER = "other";

    /**
     * Reads the labels of each post, in their order.
     *
     * @throws IOException see {@link #of(ReadPost)}
     */
    static List<PostLabels> of(List<ReadPost> posts) throws IOException {
        List<PostLabels> labels = new ArrayList<>();
        for (ReadPost post : posts) {
            labels.add(of(post));
        }
        return labels;
    }

    /**
     * Reads the object {@code labels} of a line.
     *
     * @throws IOException if there is none or a field is missing or of another type; names file and line
     */
    static PostLabels of(ReadPost post) throws IOException {
        JsonNode labels = JSON.readTree(post.payload()).path("labels");
        if (!labels.isObject()) {
            throw new IOException(post.place() + ": the post has no object \"labels\"");
        }
        JsonNode debunk = labels.path("debunk");
        if (!debunk.isTextual() && !debunk.isNull()) {
            throw new IOException(post.place() + ": labels.debunk must be the id of a debunk or null");
        }
        JsonNode stance = labels.path("stance");
        if (!stance.isTextual() || stance.asText().isBlank()) {
            throw new IOException(post.place() + ": labels.stance must be a word");
        }
        JsonNode alert = labels.path("alert");
        if (!alert.isBoolean()) {
            throw new IOException(post.place() + ": labels.alert must be true or false");
        }
        if (alert.booleanValue() && debunk.isNull()) {
            throw new IOException(post.place() + ": labels.alert is true, so labels.debunk must name a debunk");
        }
        Matcher kind = FIRST_WORD.matcher(labels.path("note").asText());
        return new PostLabels(
                debunk.isNull() ? null : debunk.asText(),
                stance.asText(),
                alert.booleanValue(),
                kind.find() ? kind.group() : OTHER);
    }
}
