package dev.canard.indexer.stance;

import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How good estimates of the stance are.
 *
 * @param posts how many were estimated
 * @param spreadsAgainstRefutes area under the ROC curve of P(spreads), over posts that spread or refute
 * @param spreadsAgainstRest the same over all posts
 * @param logLoss mean negative log-likelihood of the true stance, in nats
 * @param calibrationError expected calibration error of P(spreads) over ten equally wide bins
 */
public record StanceMetrics(
        int posts, double spreadsAgainstRefutes, double spreadsAgainstRest, double logLoss, double calibrationError) {

    private static final int BINS = 10;
    private static final double LEAST_PROBABILITY = 1e-9;

    /** An estimate beside the truth. */
    public record Estimated(StanceEstimate estimate, Stance truth) {
        double spreads() {
            return estimate.of(Stance.SPREADS);
        }
    }

    public static StanceMetrics of(List<Estimated> estimates) {
        return new StanceMetrics(
                estimates.size(),
                area(estimates, one -> one.truth() == Stance.REFUTES),
                area(estimates, one -> one.truth() != Stance.SPREADS),
                estimates.stream()
                        .mapToDouble(one -> -Math.log(
                                Math.max(LEAST_PROBABILITY, one.estimate().of(one.truth()))))
                        .average()
                        .orElse(Double.NaN),
                calibrationError(estimates));
    }

    /** Share of pairs of a spreading post and one of the others in which the spreading one is higher; a tie counts half. */
    private static double area(List<Estimated> estimates, Predicate<Estimated> others) {
        List<Estimated> sorted = estimates.stream()
                .filter(one -> one.truth() == Stance.SPREADS || others.test(one))
                .sorted(Comparator.comparingDouble(Estimated::spreads))
                .toList();
        double below = 0;
        double pairs = 0;
        long spreading = 0;
        int start = 0;
        while (start < sorted.size()) {
            int end = start;
            long tiedSpreading = 0;
            while (end < sorted.size()
                    && sorted.get(end).spreads() == sorted.get(start).spreads()) {
                tiedSpreading += sorted.get(end).truth() == Stance.SPREADS ? 1 : 0;
                end++;
            }
            long tiedOthers = end - start - tiedSpreading;
            pairs += tiedSpreading * (below + tiedOthers / 2.0);
            below += tiedOthers;
            spreading += tiedSpreading;
            start = end;
        }
        return pairs / (spreading * below);
    }

    private static double calibrationError(List<Estimated> estimates) {
        double[] said = new double[BINS];
        double[] found = new double[BINS];
        for (Estimated one : estimates) {
            int bin = Math.min(BINS - 1, (int) (one.spreads() * BINS));
            said[bin] += one.spreads();
            found[bin] += one.truth() == Stance.SPREADS ? 1 : 0;
        }
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(said[bin] - found[bin]);
        }
        return sum / estimates.size();
    }

    /** The figures on one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d posts: AUC spreads/refutes %.3f, spreads/rest %.3f, log loss %.3f, ECE %.3f",
                posts,
                spreadsAgainstRefutes,
                spreadsAgainstRest,
                logLoss,
                calibrationError);
    }
}
