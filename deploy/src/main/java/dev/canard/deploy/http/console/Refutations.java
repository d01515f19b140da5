package dev.canard.deploy.http.console;

import dev.canard.event.Match;
import dev.canard.event.PostMatches;
import dev.canard.event.Stance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which posts surely refute which debunked claims. One thread may write while others read. */
final class Refutations {

    /** As probable it must be that a post is about the claim to count. */
    private static final double ABOUT = .5;

    private final Map<String, String> debunkOfPost = new ConcurrentHashMap<>();

    /** When posts arrived, by debunk and post. */
    private final Map<String, Map<String, Instant>> byDebunk = new ConcurrentHashMap<>();

    /**
     * The matches of a post came; null for one that was deleted.
     *
     * @return whether it refutes one
     */
    boolean put(String postId, @Nullable PostMatches matches) {
        String before = debunkOfPost.remove(postId);
        if (before != null) {
            byDebunk.computeIfPresent(before, (_, posts) -> {
                posts.remove(postId);
                return posts.isEmpty() ? null : posts;
            });
        }
        if (matches == null) {
            return false;
        }
        Optional<Match> refuting =
                matches.matches().stream().filter(Refutations::refutes).findFirst();
        refuting.ifPresent(match -> {
            String debunkId = match.debunk().id();
            debunkOfPost.put(postId, debunkId);
            byDebunk.computeIfAbsent(debunkId, _ -> new ConcurrentHashMap<>())
                    .put(postId, matches.post().arrivedAt());
        });
        return refuting.isPresent();
    }

    private static boolean refutes(Match match) {
        return match.stance() != null
                && match.stance().isSure(Stance.REFUTES)
                && match.about() != null
                && match.about() >= ABOUT;
    }

    /** When the posts arrived that refute a debunk's claim. */
    List<Instant> of(String debunkId) {
        return List.copyOf(byDebunk.getOrDefault(debunkId, Map.of()).values());
    }
}
