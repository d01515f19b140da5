package dev.canard.indexer.training;

import java.util.Arrays;
import java.util.function.BiConsumer;
import smile.math.BFGS;
import smile.util.function.DifferentiableMultivariateFunction;

/**
 * Multinomial logistic regression with an L2 penalty, fitted by L-BFGS: the mean negative log-likelihood plus half the
 * penalty times the squared weights. The problem is convex, so the result does not depend on where the search starts.
 *
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu and Nocedal, On the limited memory BFGS method for large scale
 *     optimization</a>
 */
public final class SoftmaxRegression {

    private static final int REMEMBERED_STEPS = 10;
    private static final double GRADIENT_TOLERANCE = 1e-5;

    private final double penalty;
    private final int iterations;

    /**
     * @param penalty of the squared weights, at least 0; the bias is free of it
     * @param iterations after which the search ends at the latest
     */
    public SoftmaxRegression(double penalty, int iterations) {
        this.penalty = penalty;
        this.iterations = iterations;
    }

    /**
     * Fits a model.
     *
     * @param rows the features of each example
     * @param labels the class of each example, from 0
     * @param classes how many classes there are
     * @param progress told the number of each evaluation of the loss, from 1, and the loss
     * @return for each class, the weight of each feature, then the bias
     */
    public double[][] fit(float[][] rows, int[] labels, int classes, BiConsumer<Integer, Double> progress) {
        int features = rows[0].length;
        double[] parameters = new double[(features + 1) * classes];
        Loss loss = new Loss(rows, labels, classes, penalty, progress);
        BFGS.minimize(loss, REMEMBERED_STEPS, parameters, GRADIENT_TOLERANCE, iterations);
        double[][] weights = new double[classes][features + 1];
        for (int k = 0; k < classes; k++) {
            for (int i = 0; i <= features; i++) {
                weights[k][i] = parameters[i * classes + k];
            }
        }
        return weights;
    }

    /** Parameters lie feature by feature, the classes of one feature side by side; the biases come last. */
    @SuppressWarnings("serial") // the library's interface is serialisable, this is never serialised
    private static final class Loss implements DifferentiableMultivariateFunction {

        private final float[][] rows;
        private final int[] labels;
        private final int classes;
        private final double penalty;
        private final BiConsumer<Integer, Double> progress;
        private int evaluations;

        Loss(float[][] rows, int[] labels, int classes, double penalty, BiConsumer<Integer, Double> progress) {
            this.rows = rows;
            this.labels = labels;
            this.classes = classes;
            this.penalty = penalty;
            this.progress = progress;
        }

        @Override
        public double f(double[] parameters) {
            return g(parameters, new double[parameters.length]);
        }

        @Override
        public double g(double[] parameters, double[] gradient) {
            Arrays.fill(gradient, 0);
            int biases = parameters.length - classes;
            double loss = 0;
            double[] scores = new double[classes];
            for (int n = 0; n < rows.length; n++) {
                float[] row = rows[n];
                System.arraycopy(parameters, biases, scores, 0, classes);
                for (int i = 0; i < row.length; i++) {
                    double value = row[i];
                    for (int k = 0; k < classes; k++) {
                        scores[k] += value * parameters[i * classes + k];
                    }
                }
                loss += toErrors(scores, labels[n]) / rows.length;
                for (int k = 0; k < classes; k++) {
                    scores[k] /= rows.length;
                    gradient[biases + k] += scores[k];
                }
                for (int i = 0; i < row.length; i++) {
                    double value = row[i];
                    for (int k = 0; k < classes; k++) {
                        gradient[i * classes + k] += value * scores[k];
                    }
                }
            }
            for (int i = 0; i < biases; i++) {
                loss += penalty / 2 * parameters[i] * parameters[i];
                gradient[i] += penalty * parameters[i];
            }
            progress.accept(++evaluations, loss);
            return loss;
        }

        /** Turns scores into probabilities minus the truth, and gives the negative log-likelihood of the truth. */
        private static double toErrors(double[] scores, int label) {
            double highest = Double.NEGATIVE_INFINITY;
            for (double score : scores) {
                highest = Math.max(highest, score);
            }
            double truth = scores[label] - highest;
            double total = 0;
            for (int k = 0; k < scores.length; k++) {
                scores[k] = Math.exp(scores[k] - highest);
                total += scores[k];
            }
            for (int k = 0; k < scores.length; k++) {
                scores[k] /= total;
            }
            scores[label] -= 1;
            return Math.log(total) - truth;
        }
    }
}
