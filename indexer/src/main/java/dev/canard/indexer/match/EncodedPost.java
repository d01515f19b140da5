package dev.canard.indexer.match;

import dev.canard.event.PostClaims;
import java.util.List;
import java.util.Map;

/**
 * A post with its clean text as each encoder sees it, so that no step encodes it again.
 *
 * @param claims the post and its claims
 * @param vectors the vector of the clean text by {@link dev.canard.indexer.encoder.TextEncoder#id encoder id}
 * @param withAuthor the same of the author's name before the text; that of the text alone where no name is known
 * @param sentences the same for the text of each claim in order, or for the first of them; at least one
 */
public record EncodedPost(
        PostClaims claims,
        Map<String, float[]> vectors,
        Map<String, float[]> withAuthor,
        List<Map<String, float[]>> sentences) {

    public EncodedPost {
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("a post without claims counts as one sentence");
        }
    }
}
