package dev.canard.indexer.training.bert;

import dev.canard.event.Debunk;
import dev.canard.indexer.match.Twins;
import dev.canard.indexer.stance.StanceData;
import dev.canard.indexer.stance.StanceData.LabelledPost;
import dev.canard.indexer.training.HeldOut;
import dev.canard.indexer.training.JudgedPosts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The debunks that encoders learn nothing of, not even that posts are not about them: those that are held out, since what is fitted to the encoders'
 * results is fitted to posts about them, and those whose claim no post is about. Of these they would learn nothing but that, whatever a post says.
 */
public final class UnseenDebunks {

    private UnseenDebunks() {}

    /**
     * Their ids.
     *
     * @param sets judged posts, and the libraries in which they are looked up
     * @param data labelled posts, of which the split {@code train} is learnt from
     */
    public static Set<String> of(List<JudgedPosts> sets, StanceData data) {
        Map<String, Debunk> debunks = new HashMap<>();
        sets.forEach(set -> set.debunks().forEach(debunk -> debunks.put(debunk.id(), debunk)));
        Set<String> unseen = new HashSet<>(HeldOut.ids(debunks.values()));
        debunks.putAll(data.debunks());
        Set<String> ofPosts = new HashSet<>();
        sets.forEach(set -> set.posts()
                .forEach(post -> ofPosts.addAll(set.relevant(post.post().id()))));
        ofPosts.removeAll(unseen);
        for (LabelledPost post : data.posts()) {
            (post.split().equals(StanceData.TRAIN) ? ofPosts : unseen).add(post.debunkId());
        }
        Set<String> claims = ofPosts.stream()
                .map(debunks::get)
                .filter(Objects::nonNull)
                .map(UnseenDebunks::claim)
                .collect(Collectors.toSet());
        debunks.values().stream()
                .filter(debunk -> !claims.contains(claim(debunk)))
                .map(Debunk::id)
                .forEach(unseen::add);
        return unseen;
    }

    private static String claim(Debunk debunk) {
        return Twins.key(debunk).claim();
    }
}
