package dev.canard.deploy.erasure;

import java.util.Map;
import java.util.Set;

/**
 * What topics keep of a subject.
 *
 * @param posts ids of its posts
 * @param alerts ids of their alerts, with the id of the post of each
 * @param records how many keys of each topic hold something of them, by the topic's name
 */
public record Kept(Set<String> posts, Map<String, String> alerts, Map<String, Integer> records) {

    public Kept {
        posts = Set.copyOf(posts);
        alerts = Map.copyOf(alerts);
        records = Map.copyOf(records);
    }
}
