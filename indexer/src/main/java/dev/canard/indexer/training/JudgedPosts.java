package dev.canard.indexer.training;

import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
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

    /** The debunks that a post is about. */
    public Set<String> relevant(String postId) {
        return relevant.getOrDefault(postId, Set.of());
    }
}
