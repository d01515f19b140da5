package dev.canard.classifier.corenlp;

import edu.stanford.nlp.optimization.DiffFunction;
import edu.stanford.nlp.optimization.QNMinimizer;
import java.util.Arrays;
import java.util.List;

/** Logistic regression with an L2 penalty over sparse features and a dense vector, fitted with CoreNLP's L-BFGS. */
public final class SparseLogisticRegression {

    private static final double TOLERANCE = 1e-4;
    private static final int MOST_STEPS = 150;

    private SparseLogisticRegression() {}

    /**
     * An example.
     *
     * @param features indexes of the features that hold, from 0
     * @param value the value of each of them
     * @param dense further features, of the same number in all examples
     * @param positive its class
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Example(int[] features, double value, float[] dense, boolean positive) {}

    /**
     * Fits weights.
     *
     * @param examples at least one
     * @param sparse how many sparse features there are
     * @param penalty weight of half the sum of squares; the bias goes free
     * @return one weight for each sparse feature, one for each dense one, then the bias
     */
    public static double[] fit(List<Example> examples, int sparse, double penalty) {
        int dimensions = sparse + examples.getFirst().dense().length;
        QNMinimizer minimizer = new QNMinimizer(10, true);
        minimizer.shutUp();
        return minimizer.minimize(
                new Loss(examples, sparse, dimensions, penalty), TOLERANCE, new double[dimensions + 1], MOST_STEPS);
    }

    private static final class Loss implements DiffFunction {

        private final List<Example> examples;
        private final int sparse;
        private final int dimensions;
        private final double penalty;
        private double[] at = {};
        private double value;
        private double[] gradient = {};

        Loss(List<Example> examples, int sparse, int dimensions, double penalty) {
            this.examples = examples;
            this.sparse = sparse;
            this.dimensions = dimensions;
            this.penalty = penalty;
        }

        @Override
        public double valueAt(double[] weights) {
            evaluate(weights);
            return value;
        }

        @Override
        public double[] derivativeAt(double[] weights) {
            evaluate(weights);
            return gradient.clone();
        }

        @Override
        public int domainDimension() {
            return dimensions + 1;
        }

        /** The minimizer asks for value and derivative at the same point in turn. */
        private void evaluate(double[] weights) {
            if (Arrays.equals(at, weights)) {
                return;
            }
            at = weights.clone();
            gradient = new double[dimensions + 1];
            value = 0;
            for (Example example : examples) {
                double score = weights[dimensions];
                for (int feature : example.features()) {
                    score += weights[feature] * example.value();
                }
                for (int i = 0; i < example.dense().length; i++) {
                    score += weights[sparse + i] * example.dense()[i];
                }
                double margin = example.positive() ? score : -score;
                value += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
                double slope = 1 / (1 + Math.exp(-score)) - (example.positive() ? 1 : 0);
                for (int feature : example.features()) {
                    gradient[feature] += slope * example.value();
                }
                for (int i = 0; i < example.dense().length; i++) {
                    gradient[sparse + i] += slope * example.dense()[i];
                }
                gradient[dimensions] += slope;
            }
            for (int i = 0; i < dimensions; i++) {
                value += penalty * weights[i] * weights[i] / 2;
                gradient[i] += penalty * weights[i];
            }
        }
    }
}
