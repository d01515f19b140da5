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
import java.util.SplittableRandom;

/**
 * Debunks in any number for benchmarks, the same for the same seed. Their words have frequencies as Zipf's law has them, their
 * vectors lie in clusters, as those of fact-checks of one story do. Each is made by itself, so that none has to be kept.
 */
final class SyntheticDebunks {

    private static final int VOCABULARY = 30_000;
    private static final int CLAIM_WORDS = 14;
    private static final int TITLE_WORDS = 10;

    /** Debunks that share a story. */
    private static final int CLUSTER = 8;

    /** How far the members of a cluster lie from its centre, and a post from its debunk: cosines of .7 to .8. */
    private static final double SPREAD = .8;

    private final long seed;
    private final Map<String, Integer> encoders;

    /**
     * @param seed decides everything
     * @param encoders dimensions by encoder id
     */
    SyntheticDebunks(long seed, Map<String, Integer> encoders) {
        this.seed = seed;
        this.encoders = encoders;
    }

    /** The debunk of a number, 0 or more. */
    Debunk debunk(int number) {
        SplittableRandom random = random(number, 1);
        List<Vector> vectors = new ArrayList<>();
        for (String encoder : encoders.keySet()) {
            vectors.add(new Vector(encoder, Encoders.CLAIM, claim(number, encoder)));
            vectors.add(new Vector(encoder, Encoders.TITLE, near(claim(number, encoder), random)));
            vectors.add(new Vector(encoder, Encoders.BOTH, near(claim(number, encoder), random)));
        }
        return new Debunk(
                "synthetic-" + number,
                words(random, CLAIM_WORDS),
                words(random, TITLE_WORDS),
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

    /** The vector of the claim of a debunk. */
    float[] claim(int number, String encoder) {
        SplittableRandom centre = random(number / CLUSTER, 2 + encoder.hashCode());
        float[] middle = new float[encoders.getOrDefault(encoder, 0)];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = (float) centre.nextGaussian();
        }
        return near(unit(middle), random(number, 3 + encoder.hashCode()));
    }

    /** The vectors of a post about a debunk, by encoder. */
    Map<String, float[]> post(int number) {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        encoders.keySet()
                .forEach(encoder ->
                        vectors.put(encoder, near(claim(number, encoder), random(number, 4 + encoder.hashCode()))));
        return vectors;
    }

    private SplittableRandom random(int number, int purpose) {
        return new SplittableRandom(seed ^ ((long) number << 20) ^ ((long) purpose * 0x9E3779B97F4A7C15L));
    }

    private static float[] near(float[] centre, SplittableRandom random) {
        float[] vector = new float[centre.length];
        double scale = SPREAD / Math.sqrt(vector.length);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (centre[i] + scale * random.nextGaussian());
        }
        return unit(vector);
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static String words(SplittableRandom random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // Uniform in the logarithm of the rank: the frequency falls with the rank.
            text.append(i == 0 ? "word" : " word").append((int) Math.pow(VOCABULARY, random.nextDouble()));
        }
        return text.toString();
    }
}
