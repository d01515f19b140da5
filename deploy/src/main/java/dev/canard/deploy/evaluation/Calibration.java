package dev.canard.deploy.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities hold.
 *
 * @param bins ten equally wide ranges of the probability, in order
 * @param brier mean squared difference of probability and outcome, 0 to 1; NaN without forecasts
 */
record Calibration(List<Bin> bins, double brier) {

    private static final int BINS = 10;

    /**
     * The forecasts in one range.
     *
     * @param count how many there are
     * @param forecast their mean; 0 without any
     * @param outcome the share of them that came true; 0 without any
     */
    record Bin(int count, double forecast, double outcome) {}

    /**
     * Compares forecasts with outcomes.
     *
     * @param forecasts probabilities, 0 to 1
     * @param outcomes what came true, in the same order
     */
    static Calibration of(double[] forecasts, boolean[] outcomes) {
        int[] counts = new int[BINS];
        double[] said = new double[BINS];
        double[] came = new double[BINS];
        double squares = 0;
        for (int i = 0; i < forecasts.length; i++) {
            double outcome = outcomes[i] ? 1 : 0;
            int bin = Math.clamp((int) (forecasts[i] * BINS), 0, BINS - 1);
            counts[bin]++;
            said[bin] += forecasts[i];
            came[bin] += outcome;
            squares += (forecasts[i] - outcome) * (forecasts[i] - outcome);
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int count = Math.max(1, counts[bin]);
            bins.add(new Bin(counts[bin], said[bin] / count, came[bin] / count));
        }
        return new Calibration(List.copyOf(bins), squares / forecasts.length);
    }

    /** Expected calibration error: mean distance of forecast and outcome over the bins, by how many each holds. */
    double error() {
        double distance = 0;
        int all = 0;
        for (Bin bin : bins) {
            distance += bin.count() * Math.abs(bin.forecast() - bin.outcome());
            all += bin.count();
        }
        return distance / all;
    }
}
