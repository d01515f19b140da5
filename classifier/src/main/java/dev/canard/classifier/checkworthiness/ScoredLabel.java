package dev.canard.classifier.checkworthiness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a model said of a text, and what is so. With the measures over many of them.
 *
 * @param score what the model said, 0 to 1
 * @param positive what is so
 */
record ScoredLabel(double score, boolean positive) {

    private static final int BINS = 10;

    /** The area under the ROC curve: how often a positive scores above a negative, ties counted half. Needs both kinds. */
    static double areaUnderCurve(List<ScoredLabel> labels) {
        List<ScoredLabel> order = labels.stream()
                .sorted(Comparator.comparingDouble(ScoredLabel::score))
                .toList();
        double ranks = 0;
        long positives = 0;
        int start = 0;
        for (int end = 1; end <= order.size(); end++) {
            if (end == order.size() || order.get(end).score != order.get(start).score) {
                long tied = order.subList(start, end).stream()
                        .filter(ScoredLabel::positive)
                        .count();
                ranks += tied * (start + end + 1) / 2.0;
                positives += tied;
                start = end;
            }
        }
        double pairs = positives * (double) (order.size() - positives);
        return (ranks - positives * (positives + 1) / 2.0) / pairs;
    }

    /** Mean of the precision at each positive, the texts ranked by score, those given first first among equals. */
    static double averagePrecision(List<ScoredLabel> labels) {
        List<ScoredLabel> order = labels.stream()
                .sorted(Comparator.comparingDouble(ScoredLabel::score).reversed())
                .toList();
        double sum = 0;
        int found = 0;
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).positive) {
                found++;
                sum += found / (i + 1.0);
            }
        }
        return sum / found;
    }

    /** The share of positives among those that score at least the threshold; 1 where none does. */
    static double precision(List<ScoredLabel> labels, double threshold) {
        List<ScoredLabel> chosen =
                labels.stream().filter(label -> label.score >= threshold).toList();
        return chosen.isEmpty() ? 1 : share(chosen, ScoredLabel::positive);
    }

    /** The share of those that score at least the threshold among the positives; 1 where there are none. */
    static double recall(List<ScoredLabel> labels, double threshold) {
        List<ScoredLabel> positives =
                labels.stream().filter(ScoredLabel::positive).toList();
        return positives.isEmpty() ? 1 : share(positives, label -> label.score >= threshold);
    }

    /** The F1 of either class, weighted with how many there are of it. */
    static double weightedF1(List<ScoredLabel> labels, double threshold) {
        int[][] counts = new int[2][2];
        for (ScoredLabel label : labels) {
            counts[label.positive ? 1 : 0][label.score >= threshold ? 1 : 0]++;
        }
        double sum = 0;
        for (int of = 0; of < 2; of++) {
            int right = counts[of][of];
            int wrong = counts[1 - of][of] + counts[of][1 - of];
            double f1 = right == 0 ? 0 : 2.0 * right / (2.0 * right + wrong);
            sum += f1 * (counts[of][0] + counts[of][1]);
        }
        return sum / labels.size();
    }

    /** Expected calibration error in ten bins of equal width. */
    static double calibrationError(List<ScoredLabel> labels) {
        double[] surplus = new double[BINS];
        for (ScoredLabel label : labels) {
            surplus[Math.min(BINS - 1, (int) (label.score * BINS))] += label.score - (label.positive ? 1 : 0);
        }
        double error = 0;
        for (double bin : surplus) {
            error += Math.abs(bin);
        }
        return error / labels.size();
    }

    private static double share(List<ScoredLabel> labels, Predicate<ScoredLabel> of) {
        return labels.stream().filter(of).count() / (double) labels.size();
    }

    static List<ScoredLabel> of(double[] scores, List<Boolean> positives) {
        List<ScoredLabel> labels = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            labels.add(new ScoredLabel(scores[i], positives.get(i)));
        }
        return labels;
    }
}
