package dev.canard.indexer.training.bert;

import java.util.Arrays;

/**
 * Adam with decoupled weight decay, on plain arrays.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter, Decoupled Weight Decay Regularization</a>
 */
final class AdamW {

    private static final float BETA1 = .9f;
    private static final float BETA2 = .999f;
    private static final float EPSILON = 1e-8f;

    private final float decay;
    private final float[] mean;
    private final float[] square;
    private int steps;

    /**
     * @param size how many weights there are
     * @param decay share of the weights, per step and learning rate, that is taken away
     */
    AdamW(int size, float decay) {
        this.decay = decay;
        mean = new float[size];
        square = new float[size];
    }

    /** As it was when it gave these {@link #moments()}, after so many steps. */
    AdamW(Tensor moments, int steps, float decay) {
        float[] values = moments.values();
        this.steps = steps;
        this.decay = decay;
        mean = Arrays.copyOfRange(values, 0, values.length / 2);
        square = Arrays.copyOfRange(values, values.length / 2, values.length);
    }

    /** Running means of the gradient and then of its squares. */
    Tensor moments() {
        float[] values = Arrays.copyOf(mean, 2 * mean.length);
        System.arraycopy(square, 0, values, mean.length, square.length);
        return Tensor.of(values, 2, mean.length);
    }

    /**
     * Makes one step.
     *
     * @param weights are changed
     * @param gradient the loss's gradient
     * @param scale what the gradient is multiplied with first
     */
    void step(float[] weights, float[] gradient, float scale, float learningRate) {
        steps++;
        float rate = (float) (learningRate / (1 - Math.pow(BETA1, steps)));
        float squareScale = (float) (1 / (1 - Math.pow(BETA2, steps)));
        for (int i = 0; i < weights.length; i++) {
            float slope = gradient[i] * scale;
            mean[i] = BETA1 * mean[i] + (1 - BETA1) * slope;
            square[i] = BETA2 * square[i] + (1 - BETA2) * slope * slope;
            weights[i] -= rate * mean[i] / ((float) Math.sqrt(square[i] * squareScale) + EPSILON)
                    + learningRate * decay * weights[i];
        }
    }
}
