package dev.canard.deploy.run;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Vectors in any number that lie to each other as those of an encoder do. Each is the mean of some real ones, and a random
 * combination of the ways in which real ones differ from it: so all of them keep to the directions that the encoder uses, and as much
 * as it uses each. Vectors that are drawn without that lie all equally far from each other, which no graph of neighbours can order.
 */
final class SyntheticVectors {

    /** Ways to differ that are combined. */
    private static final int COMBINED = 8;

    /** What no combination holds, beside the length of a difference of real vectors, about 1. */
    private static final double NOISE = .3;

    private final float[] mean;
    private final List<float[]> differences;

    /**
     * @param real some hundred vectors of the encoder
     */
    SyntheticVectors(List<float[]> real) {
        float[] sum = new float[real.getFirst().length];
        real.forEach(vector -> add(vector, 1, sum));
        mean = new float[sum.length];
        add(sum, 1.0 / real.size(), mean);
        differences = real.stream()
                .map(vector -> {
                    float[] difference = vector.clone();
                    add(mean, -1, difference);
                    return difference;
                })
                .toList();
    }

    /** A random way to differ from the mean, as long as those of real vectors are. */
    float[] difference(SplittableRandom random) {
        float[] combination = new float[mean.length];
        for (int i = 0; i < COMBINED; i++) {
            float[] one = differences.get(random.nextInt(differences.size()));
            add(one, random.nextGaussian() / Math.sqrt(COMBINED), combination);
        }
        double scale = NOISE / Math.sqrt(combination.length);
        for (int i = 0; i < combination.length; i++) {
            combination[i] += (float) (scale * random.nextGaussian());
        }
        return combination;
    }

    /** The unit vector that differs from the mean like this. */
    float[] at(float[] difference) {
        float[] vector = mean.clone();
        add(difference, 1, vector);
        return unit(vector);
    }

    /**
     * A unit vector near another.
     *
     * @param difference of the other from the mean
     * @param distance to it, beside the length of {@code difference}
     */
    float[] near(float[] difference, double distance, SplittableRandom random) {
        float[] moved = difference.clone();
        add(difference(random), distance, moved);
        return at(moved);
    }

    /** The difference of a vector that lies at a distance from another, and as far from the mean as that. */
    float[] member(float[] difference, double distance, SplittableRandom random) {
        float[] member = new float[mean.length];
        double scale = 1 / Math.sqrt(1 + distance * distance);
        add(difference, scale, member);
        add(difference(random), distance * scale, member);
        return member;
    }

    private static void add(float[] vector, double times, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) (times * vector[i]);
        }
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
}
