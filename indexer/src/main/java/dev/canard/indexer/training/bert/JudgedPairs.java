package dev.canard.indexer.training.bert;

import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.RankerModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * What judged posts teach encoders: each post with its debunks, and with some of those that the ranking confuses with them. The same calls in the same order
 * give the same.
 */
public final class JudgedPairs {

    /** Negatives are drawn from so many of the first candidates. */
    private static final int CONFUSED = 10;

    /** Debunks whose claims are this near, as cosine, may well be about the same, though no one judged it. */
    private static final double SAME = .8;

    private final DebunkSnapshot snapshot;
    private final Encoders encoders;
    private final RankerModel ranker;
    private final Set<String> unseen;
    private final int negatives;
    private final Random random;

    /**
     * @param snapshot holds all debunks that posts are judged for
     * @param ranker finds what can be confused
     * @param unseen ids of debunks that nothing is learnt of, not even that a post is not about them
     * @param negatives how many debunks that it is not about each post meets
     */
    public JudgedPairs(
            DebunkSnapshot snapshot,
            Encoders encoders,
            RankerModel ranker,
            Set<String> unseen,
            int negatives,
            long seed) {
        this.snapshot = snapshot;
        this.encoders = encoders;
        this.ranker = ranker;
        this.unseen = unseen;
        this.negatives = negatives;
        this.random = new Random(seed);
    }

    /**
     * A post with the debunks that it is about, by claim and by title.
     *
     * @param relevant their ids
     */
    public List<JudgedPair> right(PostClaims post, Set<String> relevant) {
        List<JudgedPair> pairs = new ArrayList<>();
        for (Debunk debunk : debunks(relevant)) {
            pairs.add(new JudgedPair(text(post), debunk.claim(), true));
            String title = debunk.title();
            if (title != null && !title.equals(debunk.claim())) {
                pairs.add(new JudgedPair(text(post), title, true));
            }
        }
        return pairs;
    }

    /**
     * Posts with debunks that they are not about. They are sought on all processors.
     *
     * @param relevant gives ids of the debunks that a post is about, empty if it is about none; is called on any thread
     * @param sought is run after each post, on any thread
     */
    public List<JudgedPair> wrong(List<PostClaims> posts, Function<PostClaims, Set<String>> relevant, Runnable sought) {
        List<List<Debunk>> nearest = posts.parallelStream()
                .map(post -> {
                    List<Debunk> its = nearest(post, debunks(relevant.apply(post)));
                    sought.run();
                    return its.stream()
                            .map(debunk -> debunk.withVectors(List.of()))
                            .toList();
                })
                .toList();
        List<JudgedPair> pairs = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            for (Debunk debunk : drawn(nearest.get(i))) {
                String title = debunk.title();
                String text = title == null || random.nextInt(3) > 0 ? debunk.claim() : title;
                pairs.add(new JudgedPair(text(posts.get(i)), text, false));
            }
        }
        return pairs;
    }

    private static String text(PostClaims post) {
        return post.post().clean().value();
    }

    /** The debunks of some ids that there are, with vectors. */
    public List<Debunk> debunks(Set<String> ids) {
        return ids.stream()
                .sorted()
                .map(snapshot::debunk)
                .flatMap(Optional::stream)
                .map(DebunkSnapshot.Indexed::debunk)
                .toList();
    }

    /**
     * Debunks that come near a post though it is not about them, with vectors.
     *
     * @param right the debunks that it is about; what may be about the same as one of these is left out
     */
    public List<Debunk> confused(PostClaims post, List<Debunk> right) {
        return drawn(nearest(post, right));
    }

    private List<Debunk> nearest(PostClaims post, List<Debunk> right) {
        EncodedPost encoded = DebunkMatcher.encode(post, encoders);
        return DebunkMatcher.order(DebunkMatcher.compare(encoded, DebunkMatcher.candidates(encoded, snapshot)), ranker)
                .stream()
                .map(RankedDebunk::debunk)
                .filter(debunk -> !unseen.contains(debunk.id()))
                .filter(debunk -> right.stream().allMatch(other -> likeness(debunk, other) < SAME))
                .limit(CONFUSED)
                .toList();
    }

    private List<Debunk> drawn(List<Debunk> nearest) {
        List<Debunk> drawn = new ArrayList<>(nearest);
        Collections.shuffle(drawn, random);
        return drawn.subList(0, Math.min(negatives, drawn.size()));
    }

    /** Mean cosine of the claims. */
    private static double likeness(Debunk one, Debunk other) {
        double sum = 0;
        int encoders = 0;
        for (Vector vector : one.vectors()) {
            for (Vector its : other.vectors()) {
                if (vector.field().equals(Encoders.CLAIM)
                        && its.field().equals(Encoders.CLAIM)
                        && vector.encoder().equals(its.encoder())) {
                    encoders++;
                    for (int d = 0; d < vector.values().length; d++) {
                        sum += vector.values()[d] * its.values()[d];
                    }
                }
            }
        }
        return encoders == 0 ? 0 : sum / encoders;
    }
}
