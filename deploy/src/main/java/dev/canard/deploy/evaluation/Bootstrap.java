package dev.canard.deploy.evaluation;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap: how much a statistic would move with other posts of the same kind (Efron 1979). All intervals of one
 * bootstrap are of the same resamples, so that differences of systems are paired.
 */
final class Bootstrap {

    static final int RESAMPLES = 2_000;

    private static final double TAIL = .025;

    /** How often each resample drew each unit. */
    private final int[][] counts;

    /**
     * @param units how many units are drawn from, and how many are drawn; at least 1
     */
    Bootstrap(int units, long seed) {
        Random random = new Random(seed);
        counts = new int[RESAMPLES][units];
        for (int[] count : counts) {
            for (int draw = 0; draw < units; draw++) {
                count[random.nextInt(units)]++;
            }
        }
    }

    /**
     * The interval of any statistic.
     *
     * @param statistic takes how often each unit counts; resamples for which it is NaN are left out
     */
    Interval interval(ToDoubleFunction<int[]> statistic) {
        double[] sorted = Arrays.stream(counts)
                .mapToDouble(statistic)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return sorted.length == 0
                ? new Interval(Double.NaN, Double.NaN)
                : new Interval(percentile(sorted, TAIL), percentile(sorted, 1 - TAIL));
    }

    /** The interval of the mean of one value a unit. */
    Interval mean(double[] values) {
        return interval(count -> {
            double sum = 0;
            for (int unit = 0; unit < values.length; unit++) {
                sum += count[unit] * values[unit];
            }
            return sum / values.length;
        });
    }

    /** The interval of the mean of the first minus the mean of the second, unit by unit. */
    Interval difference(double[] first, double[] second) {
        double[] differences = new double[first.length];
        Arrays.setAll(differences, unit -> first[unit] - second[unit]);
        return mean(differences);
    }

    /** Between the two nearest values in proportion. */
    private static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
