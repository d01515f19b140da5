package dev.canard.deploy.run;

import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import dev.canard.event.Vector;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.Encoders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Debunks in any number for benchmarks, and posts about them, the same for the same seed. They have as many words as those of CLEF
 * CheckThat!, as frequent as there ({@link SyntheticWords}); their vectors lie in clusters, as those of fact-checks of one story do.
 * Each is made by itself, so that none has to be kept.
 *
 * <p>The distances were chosen so that they are about as hard to search as the fact-checks of CLEF CheckThat! 2022 with its tweets: what a
 * graph finds of the exact neighbours, and roughly the cosines to the nearest and the tenth.
 */
final class SyntheticDebunks {

    private static final int CLAIM_WORDS = 12;
    private static final int TITLE_WORDS = 6;

    /** What a post says in the words of the claim. */
    private static final int SHARED_WORDS = 6;

    private static final int OTHER_WORDS = 18;

    /** Debunks that share a story. */
    private static final int CLUSTER = 8;

    /** How far the members of a cluster lie from its centre. */
    private static final double SPREAD = .8;

    /** How far a claim and a title by themselves lie from both as one text. */
    private static final double PART = .5;

    /** How far a post lies from its debunk. */
    private static final double POST = 1;

    private final SyntheticWords words = SyntheticWords.likeFactChecks();
    private final long seed;
    private final Map<String, SyntheticVectors> encoders;

    /**
     * @param seed decides everything
     * @param encoders vectors by encoder id
     */
    SyntheticDebunks(long seed, Map<String, SyntheticVectors> encoders) {
        this.seed = seed;
        this.encoders = encoders;
    }

    /** The id of the debunk of a number. */
    static String id(int number) {
        return "synthetic-" + number;
    }

    /** The debunk of a number, 0 or more. */
    Debunk debunk(int number) {
        SplittableRandom random = random(number, 1);
        List<Vector> vectors = new ArrayList<>();
        encoders.forEach((encoder, made) -> {
            float[] difference = difference(number, encoder);
            vectors.add(new Vector(encoder, Encoders.CLAIM, made.near(difference, PART, random)));
            vectors.add(new Vector(encoder, Encoders.TITLE, made.near(difference, PART, random)));
            vectors.add(new Vector(encoder, Encoders.BOTH, made.at(difference)));
        });
        return new Debunk(
                id(number),
                claim(number),
                words.text(random, TITLE_WORDS),
                null,
                null,
                new Rating(Verdict.FALSE, "False", "text:false"),
                "Benchmark",
                null,
                null,
                "en",
                vectors,
                Instant.EPOCH);
    }

    /** The vector of the claim and the title of a debunk as one text, by which it is found. */
    float[] both(int number, String encoder) {
        return vectors(encoder).at(difference(number, encoder));
    }

    private String claim(int number) {
        return words.text(random(number, 2), CLAIM_WORDS);
    }

    /** What a post about a debunk says. */
    String postText(int number) {
        return words.text(random(number, 2), SHARED_WORDS) + " " + words.text(random(number, 3), OTHER_WORDS);
    }

    /** The vectors of a post about a debunk, by encoder. */
    Map<String, float[]> postVectors(int number) {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        encoders.forEach((encoder, made) -> vectors.put(
                encoder, made.near(difference(number, encoder), POST, random(number, 4 + encoder.hashCode()))));
        return vectors;
    }

    private float[] difference(int number, String encoder) {
        SyntheticVectors made = vectors(encoder);
        float[] story = made.difference(random(number / CLUSTER, 2 + encoder.hashCode()));
        return made.member(story, SPREAD, random(number, 3 + encoder.hashCode()));
    }

    private SyntheticVectors vectors(String encoder) {
        return Objects.requireNonNull(encoders.get(encoder), encoder);
    }

    private SplittableRandom random(int number, int purpose) {
        return new SplittableRandom(seed ^ ((long) number << 20) ^ ((long) purpose * 0x9E3779B97F4A7C15L));
    }
}
