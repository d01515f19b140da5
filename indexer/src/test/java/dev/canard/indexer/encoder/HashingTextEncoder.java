package dev.canard.indexer.encoder;

import java.util.Locale;
import java.util.Random;

/** Words to fixed random directions: texts that share words lie near each other. Small and without a model, for tests. */
public final class HashingTextEncoder implements TextEncoder {

    private static final int DIMENSIONS = 32;

    private final String id;

    public HashingTextEncoder(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public float[] encode(String text, Role role) {
        double[] sum = new double[DIMENSIONS];
        addDirection(id.hashCode(), .1, sum);
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty()) {
                addDirection(word.hashCode(), 1, sum);
            }
        }
        double length = 0;
        for (double value : sum) {
            length += value * value;
        }
        length = Math.sqrt(length);
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) (sum[i] / length);
        }
        return vector;
    }

    private static void addDirection(int seed, double weight, double[] sum) {
        Random random = new Random(seed);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * random.nextGaussian();
        }
    }

    @Override
    public void close() {}
}
