package dev.canard.indexer.match;

import dev.canard.event.Debunk;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A candidate for a post.
 *
 * @param debunk the debunk, with its vectors
 * @param twins ids of the other debunks with the same claim, title and verdict, in order
 * @param score the score that the candidates are ordered by, comparable within one post only
 * @param about calibrated probability that the post is about its claim, had the candidates before it not been indexed, 0 to 1;
 *     0 where it comes too late in the order to be looked at
 * @param reading what the cross-encoder of the ranking says of the post and its claim; null where it was not asked
 * @param features what score and probability were made of, by name, finite numbers; how much each counts depends on the other candidates too, see {@link RankerModel}
 */
public record RankedDebunk(
        Debunk debunk,
        List<String> twins,
        double score,
        double about,
        @Nullable Reading reading,
        Map<String, Double> features) {

    /** A candidate that was only found and measured. */
    public static RankedDebunk of(Debunk debunk, List<String> twins, Map<String, Double> features) {
        return new RankedDebunk(debunk, twins, 0, 0, null, features);
    }

    RankedDebunk withScore(double newScore) {
        return new RankedDebunk(debunk, twins, newScore, about, reading, features);
    }

    RankedDebunk withAbout(double newAbout, Map<String, Double> newFeatures) {
        return new RankedDebunk(debunk, twins, score, newAbout, reading, newFeatures);
    }

    RankedDebunk withReading(@Nullable Reading newReading, Map<String, Double> newFeatures) {
        return new RankedDebunk(debunk, twins, score, about, newReading, newFeatures);
    }
}
