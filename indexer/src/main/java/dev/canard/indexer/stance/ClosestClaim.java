package dev.canard.indexer.stance;

import dev.canard.event.Claim;
import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.Cosine;
import dev.canard.indexer.match.EncodedPost;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the claim of a post that comes closest to a debunk's: that of the highest cosine, summed over the encoders. */
public final class ClosestClaim {

    private ClosestClaim() {}

    /** The closest claim, among equals the first; empty where the post makes none. */
    public static Optional<Claim> of(EncodedPost post, Debunk debunk) {
        List<Claim> claims = post.claims().claims();
        Claim closest = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < Math.min(claims.size(), post.sentences().size()); i++) {
            double cosine = cosines(post.sentences().get(i), debunk);
            if (cosine > highest) {
                highest = cosine;
                closest = claims.get(i);
            }
        }
        return Optional.ofNullable(closest);
    }

    private static double cosines(Map<String, float[]> sentence, Debunk debunk) {
        double sum = 0;
        for (Vector vector : debunk.vectors()) {
            float[] values = sentence.get(vector.encoder());
            if (vector.field().equals(Encoders.CLAIM) && values != null) {
                sum += Cosine.of(values, vector.values());
            }
        }
        return sum;
    }
}
