package dev.canard.indexer.training.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.canard.indexer.encoder.CrossEncoderHead;
import dev.canard.indexer.encoder.TokenPair;
import java.util.List;
import java.util.Random;

/** {@link Bert} and the layers of a {@link CrossEncoderHead}, which are trained together. Not thread-safe. */
final class CrossEncoderNetwork implements AutoCloseable {

    static final String HIDDEN = "head.hidden";
    static final String OUTPUT = "head.output";

    private final Bert bert;

    /** Takes weights, which {@link #update} reads again. */
    CrossEncoderNetwork(Weights weights) {
        bert = new Bert(weights);
    }

    /** Brings the weights, which the caller has changed, to the engine. */
    void update() {
        bert.update();
    }

    /**
     * The gradient of the loss: the negative log-likelihood of the possible classes together, and what smoothing adds.
     *
     * @param dropout share of the head's features that are left out
     */
    Gradients gradients(List<TrainingPair> batch, Targets targets, float dropout, Random random) {
        return bert.gradients(local -> {
            NDArray scores = forward(batch, local, dropout, random);
            NDArray logarithms = scores.logSoftmax(1);
            // Added to probabilities, so that each has a logarithm.
            NDArray least = local.create(new float[] {1e-20f}, new Shape(1));
            NDArray possible = logarithms
                    .exp()
                    .mul(local.create(targets.possible(), scores.getShape()))
                    .sum(new int[] {1})
                    .add(least)
                    .log()
                    .mul(local.create(targets.weights(), new Shape(batch.size())))
                    .sum();
            NDArray smoothed = logarithms
                    .mul(local.create(targets.smoothing(), scores.getShape()))
                    .sum();
            return possible.add(smoothed).neg();
        });
    }

    /** Draws what {@link #gradients} draws for so many pairs, so that what follows is left to the same chance. */
    void skip(int pairs, Random random) {
        long features = (long) pairs * CrossEncoderHead.PARTS * bert.dimensions();
        for (long i = 0; i < features; i++) {
            random.nextFloat();
        }
    }

    private NDArray forward(List<TrainingPair> training, NDManager local, float dropout, Random random) {
        List<TokenPair> pairs = training.stream().map(TrainingPair::pair).toList();
        TokenBatch batch = TokenBatch.ofPairs(pairs);
        NDArray states = bert.states(batch, local);
        NDArray first = states.get(new NDIndex(":,0,:"));
        NDArray one =
                Bert.mean(states, batch.shares(pairs, TokenPair::firstStart, TokenPair::firstLength), batch, local);
        NDArray other =
                Bert.mean(states, batch.shares(pairs, TokenPair::secondStart, TokenPair::secondLength), batch, local);
        NDArray features =
                NDArrays.concat(new NDList(first, one, other, one.sub(other).abs(), one.mul(other)), 1);
        if (dropout > 0) {
            features = features.mul(mask(features.getShape(), dropout, random, local));
        }
        NDArray hidden = features.matMul(bert.array(HIDDEN + Bert.WEIGHT))
                .add(bert.array(HIDDEN + Bert.BIAS))
                .tanh();
        return hidden.matMul(bert.array(OUTPUT + Bert.WEIGHT)).add(bert.array(OUTPUT + Bert.BIAS));
    }

    private static NDArray mask(Shape shape, float dropout, Random random, NDManager local) {
        float[] mask = new float[(int) shape.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextFloat() < dropout ? 0 : 1 / (1 - dropout);
        }
        return local.create(mask, shape);
    }

    @Override
    public void close() {
        bert.close();
    }
}
