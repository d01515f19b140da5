package dev.canard.deploy.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How well a score tells what should be found from what should not, where an answer can also be the wrong one: what should be
 * found counts as found only if the answer is right.
 */
final class Detection {

    private final List<Example> byScore;
    private final List<Example> ascending;
    private final List<Example> strictly;

    /**
     * What a system said.
     *
     * @param unit number of the post, for the bootstrap: examples of one post are drawn together
     * @param score higher means surer; {@link Double#NEGATIVE_INFINITY} for what can never be found
     * @param positive whether something should be found
     * @param found whether the answer is the right one; false if nothing should be found
     */
    record Example(int unit, double score, boolean positive, boolean found) {

        Example {
            if (found && !positive) {
                throw new IllegalArgumentException("nothing was to be found, so that nothing right can be");
            }
        }

        private double strictScore() {
            return positive && !found ? Double.NEGATIVE_INFINITY : score;
        }
    }

    /**
     * What happens at a threshold.
     *
     * @param threshold scores from it on are taken
     * @param right how many were taken with the right answer
     * @param taken how many were taken
     * @param positives how many should have been
     */
    record Point(double threshold, int right, int taken, int positives) {

        /** Share of what was taken that is right, 0 to 1; 0 where nothing was. */
        double precision() {
            return taken == 0 ? 0 : (double) right / taken;
        }

        /** Share of what should be found that was, 0 to 1; 0 where nothing should be. */
        double recall() {
            return positives == 0 ? 0 : (double) right / positives;
        }

        /** Harmonic mean of precision and recall. */
        double f1() {
            return right == 0 ? 0 : 2 * precision() * recall() / (precision() + recall());
        }
    }

    Detection(List<Example> examples) {
        byScore = examples.stream()
                .sorted(Comparator.comparingDouble(Example::score).reversed())
                .toList();
        ascending = byScore.reversed();
        strictly = examples.stream()
                .sorted(Comparator.comparingDouble(Example::strictScore))
                .toList();
    }

    /**
     * Area under the ROC curve of telling what should be found from what should not, whatever the answer: share of pairs of a
     * positive and a negative in which the positive scores higher; a tie counts half. NaN without a pair.
     */
    double auroc() {
        return auroc(null);
    }

    /** The same where each unit counts so often. */
    double auroc(int @Nullable [] counts) {
        return auroc(ascending, Example::score, counts);
    }

    /** The same, but a positive with a wrong answer ranks below all: what is right first bounds it from above. */
    double strictAuroc() {
        return strictAuroc(null);
    }

    /** The same where each unit counts so often. */
    double strictAuroc(int @Nullable [] counts) {
        return auroc(strictly, Example::strictScore, counts);
    }

    private static double auroc(List<Example> ascending, ToDoubleFunction<Example> scoreOf, int @Nullable [] counts) {
        double pairs = 0;
        double positives = 0;
        double below = 0;
        int start = 0;
        while (start < ascending.size()) {
            double score = scoreOf.applyAsDouble(ascending.get(start));
            double tiedPositives = 0;
            double tiedNegatives = 0;
            int end = start;
            for (; end < ascending.size() && scoreOf.applyAsDouble(ascending.get(end)) == score; end++) {
                Example example = ascending.get(end);
                if (example.positive()) {
                    tiedPositives += weight(example, counts);
                } else {
                    tiedNegatives += weight(example, counts);
                }
            }
            boolean canBeFound = score > Double.NEGATIVE_INFINITY;
            pairs += tiedPositives * (below + (canBeFound ? tiedNegatives / 2 : 0));
            positives += tiedPositives;
            below += tiedNegatives;
            start = end;
        }
        return pairs / (positives * below);
    }

    /** The largest recall at a threshold whose precision is at least this; 0 if none is, NaN without positives. */
    double recallAtPrecision(double precision) {
        return recallAtPrecision(precision, null);
    }

    /** The same where each unit counts so often. */
    double recallAtPrecision(double precision, int @Nullable [] counts) {
        double positives = byScore.stream()
                .filter(Example::positive)
                .mapToDouble(example -> weight(example, counts))
                .sum();
        double right = 0;
        double taken = 0;
        double best = 0;
        for (int i = 0; i < byScore.size(); i++) {
            Example example = byScore.get(i);
            if (example.score() == Double.NEGATIVE_INFINITY) {
                break;
            }
            double weight = weight(example, counts);
            taken += weight;
            right += example.found() ? weight : 0;
            if (endsTie(i) && taken > 0 && right >= precision * taken) {
                best = Math.max(best, right);
            }
        }
        return best / positives;
    }

    /** Every threshold that makes a difference, from the highest. */
    List<Point> curve() {
        int positives = (int) byScore.stream().filter(Example::positive).count();
        List<Point> points = new ArrayList<>();
        int right = 0;
        for (int i = 0; i < byScore.size(); i++) {
            double score = byScore.get(i).score();
            if (score == Double.NEGATIVE_INFINITY) {
                break;
            }
            right += byScore.get(i).found() ? 1 : 0;
            if (endsTie(i)) {
                points.add(new Point(score, right, i + 1, positives));
            }
        }
        return points;
    }

    /** What happens at one threshold. */
    Point at(double threshold) {
        List<Example> taken = byScore.stream()
                .filter(example -> example.score() >= threshold && example.score() > Double.NEGATIVE_INFINITY)
                .toList();
        return new Point(threshold, (int) taken.stream().filter(Example::found).count(), taken.size(), (int)
                byScore.stream().filter(Example::positive).count());
    }

    /** The threshold with the best F1, the highest of several; takes nothing if nothing can be found. */
    Point best() {
        return curve().stream()
                .max(Comparator.comparingDouble(Point::f1).thenComparingDouble(Point::threshold))
                .orElseGet(() -> at(Double.POSITIVE_INFINITY));
    }

    /** The scores, beside whether what was found is right, 0 or 1, as a forecast and its outcome. */
    Calibration calibration() {
        double[] forecasts = byScore.stream().mapToDouble(Example::score).toArray();
        boolean[] outcomes = new boolean[forecasts.length];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = byScore.get(i).found();
        }
        return Calibration.of(forecasts, outcomes);
    }

    private boolean endsTie(int i) {
        return i + 1 == byScore.size()
                || byScore.get(i + 1).score() != byScore.get(i).score();
    }

    private static double weight(Example example, int @Nullable [] counts) {
        return counts == null ? 1 : counts[example.unit()];
    }
}
