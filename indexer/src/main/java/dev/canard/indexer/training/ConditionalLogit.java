package dev.canard.indexer.training;

import java.util.Arrays;
import java.util.List;

/**
 * The choice model of McFadden (1974): of the options of a group, one is chosen with a probability that is the softmax of
 * weighted sums of their features. As a ranker it is the listwise ListNet loss with one relevant option; with two options, one
 * of them all zeros, it is logistic regression.
 *
 * <p>Fitted by Newton's method with step halving on the convex loss: mean of the groups' negative log likelihoods, by weight,
 * plus {@code l2 / 2} times the squared weights.
 */
final class ConditionalLogit {

    private static final int MOST_STEPS = 50;
    private static final int MOST_HALVINGS = 30;
    private static final double SMALL_GAIN = 1e-10;

    private ConditionalLogit() {}

    /**
     * Options of which some were chosen.
     *
     * @param options features of each
     * @param chosen how much of the choice fell on each, at least 0, summing up to 1
     * @param weight how much the group counts, above 0
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Group(double[][] options, double[] chosen, double weight) {}

    /** The weights of the features. */
    static double[] fit(List<Group> groups, int features, double l2) {
        double[] weights = new double[features];
        double loss = loss(groups, weights, l2);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] direction = newtonDirection(groups, weights, l2);
            double[] next = weights;
            double nextLoss = loss;
            double length = 1;
            for (int halving = 0; halving < MOST_HALVINGS; halving++, length /= 2) {
                double[] tried = weights.clone();
                for (int f = 0; f < features; f++) {
                    tried[f] -= length * direction[f];
                }
                double triedLoss = loss(groups, tried, l2);
                if (triedLoss < loss) {
                    next = tried;
                    nextLoss = triedLoss;
                    break;
                }
            }
            double gain = loss - nextLoss;
            weights = next;
            loss = nextLoss;
            if (gain < SMALL_GAIN) {
                break;
            }
        }
        return weights;
    }

    /** The loss that is made smallest. */
    static double loss(List<Group> groups, double[] weights, double l2) {
        double sum = 0;
        double all = 0;
        for (Group group : groups) {
            double[] scores = scores(group, weights);
            double normaliser = logSumExp(scores);
            for (int i = 0; i < scores.length; i++) {
                sum += group.weight * group.chosen[i] * (normaliser - scores[i]);
            }
            all += group.weight;
        }
        double squares = 0;
        for (double weight : weights) {
            squares += weight * weight;
        }
        return sum / all + l2 / 2 * squares;
    }

    /** The inverse of the Hessian times the gradient. */
    private static double[] newtonDirection(List<Group> groups, double[] weights, double l2) {
        int features = weights.length;
        double[] gradient = new double[features];
        double[][] hessian = new double[features][features];
        double all = 0;
        double[] mean = new double[features];
        for (Group group : groups) {
            double[] scores = scores(group, weights);
            double normaliser = logSumExp(scores);
            Arrays.fill(mean, 0);
            for (int i = 0; i < scores.length; i++) {
                double probability = Math.exp(scores[i] - normaliser);
                double[] option = group.options[i];
                double residual = group.weight * (probability - group.chosen[i]);
                double curvature = group.weight * probability;
                for (int f = 0; f < features; f++) {
                    gradient[f] += residual * option[f];
                    mean[f] += probability * option[f];
                    double scaled = curvature * option[f];
                    for (int g = 0; g <= f; g++) {
                        hessian[f][g] += scaled * option[g];
                    }
                }
            }
            for (int f = 0; f < features; f++) {
                for (int g = 0; g <= f; g++) {
                    hessian[f][g] -= group.weight * mean[f] * mean[g];
                }
            }
            all += group.weight;
        }
        for (int f = 0; f < features; f++) {
            gradient[f] = gradient[f] / all + l2 * weights[f];
            for (int g = 0; g <= f; g++) {
                hessian[f][g] /= all;
            }
            hessian[f][f] += l2;
        }
        return solve(hessian, gradient);
    }

    /** Solves by Cholesky decomposition; of the matrix, symmetric and positive definite, the lower half is read. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        double[] solution = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                solution[i] -= lower[i][k] * solution[k];
            }
            solution[i] /= lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                solution[i] -= lower[k][i] * solution[k];
            }
            solution[i] /= lower[i][i];
        }
        return solution;
    }

    private static double[] scores(Group group, double[] weights) {
        double[] scores = new double[group.options.length];
        for (int i = 0; i < scores.length; i++) {
            double sum = 0;
            for (int f = 0; f < weights.length; f++) {
                sum += weights[f] * group.options[i][f];
            }
            scores[i] = sum;
        }
        return scores;
    }

    private static double logSumExp(double[] scores) {
        double most = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            most = Math.max(most, score);
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - most);
        }
        return most + Math.log(sum);
    }
}
