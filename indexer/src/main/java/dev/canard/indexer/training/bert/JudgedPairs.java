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

/**
 * What judged posts teach encoders: each post with its debunks, and with some of those that the ranking confuses with them. The same arguments give the
 * same.
 */
public final class JudgedPairs {

    /** Negatives are drawn from so many of the first candidates. */
    private static final int CONFUSED = 10;

    /** Debunks whose claims are this near, as cosine, may well be about the same, though no one judged it. */
    private static final double SAME = .8;

    private final DebunkSnapshot snapshot;
    private final Encoders encoders;
    private final RankerModel ranker;
    private final int negatives;
    private final Random random;

    /**
     * @param snapshot holds all debunks that posts are judged for
     * @param ranker finds what can be confused
     * @param negatives how many debunks that it is not about each post meets
     */
    public JudgedPairs(DebunkSnapshot snapshot, Encoders encoders, RankerModel ranker, int negatives, long seed) {
        this.snapshot = snapshot;
        this.encoders = encoders;
        this.ranker = ranker;
        this.negatives = negatives;
        this.random = new Random(seed);
    }

    /**
     * The pairs of a post.
     *
     * @param relevant ids of the debunks that it is about; none gives no pair
     */
    public List<JudgedPair> of(PostClaims post, Set<String> relevant) {
        List<Debunk> right = debunks(relevant);
        String text = post.post().clean().value();
        List<JudgedPair> pairs = new ArrayList<>();
        for (Debunk debunk : right) {
            pairs.add(new JudgedPair(text, debunk.claim(), true));
            String title = debunk.title();
            if (title != null && !title.equals(debunk.claim())) {
                pairs.add(new JudgedPair(text, title, true));
            }
        }
        if (!right.isEmpty()) {
            pairs.addAll(wrong(text, confused(post, right)));
        }
        return pairs;
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

    /** The pairs of a post that is about none of the debunks. */
    public List<JudgedPair> aboutNone(PostClaims post) {
        return wrong(post.post().clean().value(), confused(post, List.of()));
    }

    private List<JudgedPair> wrong(String text, List<Debunk> debunks) {
        List<JudgedPair> pairs = new ArrayList<>();
        for (Debunk debunk : debunks) {
            String title = debunk.title();
            pairs.add(new JudgedPair(text, title == null || random.nextInt(3) > 0 ? debunk.claim() : title, false));
        }
        return pairs;
    }

    /**
     * Debunks that come near a post though it is not about them, with vectors.
     *
     * @param right the debunks that it is about; what may be about the same as one of these is left out
     */
    public List<Debunk> confused(PostClaims post, List<Debunk> right) {
        EncodedPost encoded = DebunkMatcher.encode(post, encoders);
        List<Debunk> confused = new ArrayList<>(
                DebunkMatcher.order(DebunkMatcher.compare(encoded, DebunkMatcher.candidates(encoded, snapshot)), ranker)
                        .stream()
                        .map(RankedDebunk::debunk)
                        .filter(debunk -> right.stream().allMatch(other -> likeness(debunk, other) < SAME))
                        .limit(CONFUSED)
                        .toList());
        Collections.shuffle(confused, random);
        return confused.subList(0, Math.min(negatives, confused.size()));
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
