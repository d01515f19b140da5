package dev.canard.indexer.debunk;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A page of a fact-check without markup, as a payload of {@link ArticleFormat}: a JSON object {@code {"id", "page", "claim"}}.
 *
 * @param id identifies the review where the page does not say its own address; never blank
 * @param page HTML or plain text as received
 * @param claim the claim that a person read out of it; null leaves that to the format
 */
public record ArticlePayload(
        String id, String page, @Nullable String claim) {

    static final String ID = "id";
    static final String PAGE = "page";
    static final String CLAIM = "claim";

    private static final JsonMapper JSON = new JsonMapper();

    /** The payload, in UTF-8. */
    public byte[] toBytes() {
        ObjectNode object = JSON.createObjectNode().put(ID, id);
        if (claim != null) {
            object.put(CLAIM, claim);
        }
        try {
            return JSON.writeValueAsBytes(object.put(PAGE, page));
        } catch (IOException e) {
            throw new UncheckedIOException("a tree of strings can be written", e);
        }
    }
}
