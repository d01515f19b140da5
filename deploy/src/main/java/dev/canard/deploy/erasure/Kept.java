package dev.canard.deploy.erasure;

import java.util.Map;
import java.util.Set;

/**
 * What topics keep of a subject.
 *
 * @param posts ids of its posts
 * @param authors their authors' ids as they are stored, by the id of the post; of posts without, nothing
 * @param alerts ids of their alerts, with the id of the post of each
 * @param records how many keys of each topic hold something of them, by the topic's name
 */
public record Kept(
        Set<String> posts, Map<String, String> authors, Map<String, String> alerts, Map<String, Integer> records) {

    public Kept {
        posts = Set.copyOf(posts);
        authors = Map.copyOf(authors);
        alerts = Map.copyOf(alerts);
        records = Map.copyOf(records);
    }
}
