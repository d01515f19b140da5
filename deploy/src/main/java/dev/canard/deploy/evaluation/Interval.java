package dev.canard.deploy.evaluation;

import java.util.Locale;

/**
 * The middle 95% of a bootstrap.
 *
 * @param low its 2.5th percentile; NaN if the statistic is defined for no resample
 * @param high its 97.5th percentile; NaN likewise
 */
record Interval(double low, double high) {

    /** For instance {@code [0.812, 0.931]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%.3f, %.3f]", low, high);
    }
}
