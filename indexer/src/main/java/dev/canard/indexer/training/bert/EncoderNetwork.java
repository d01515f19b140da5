package dev.canard.indexer.training.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.canard.indexer.encoder.EncoderSettings.Pooling;
import java.util.List;

/** {@link Bert} as a sentence encoder: what its tokens' states become in one, of unit length. Not thread-safe. */
final class EncoderNetwork implements AutoCloseable {

    private final Bert bert;
    private final Pooling pooling;

    /** Takes weights, which {@link #update} reads again. */
    EncoderNetwork(Weights weights, Pooling pooling) {
        this.pooling = pooling;
        bert = new Bert(weights);
    }

    /** Brings the weights, which the caller has changed, to the engine. */
    void update() {
        bert.update();
    }

    /**
     * The gradient of the loss: the mean negative log-likelihood that each text finds what stands at its place among the others, by cosine.
     *
     * @param texts the tokens of each
     * @param others the tokens of at least as many
     * @param masks what is added to the likeness of each text to each of the others: 0, or much less where nobody knows whether they belong together
     * @param temperature by which cosines are divided
     */
    Gradients gradients(List<long[]> texts, List<long[]> others, float[] masks, double temperature) {
        Shape shape = new Shape(texts.size(), others.size());
        float[] targets = new float[texts.size() * others.size()];
        for (int i = 0; i < texts.size(); i++) {
            targets[i * others.size() + i] = -1f / texts.size();
        }
        return bert.gradients(local -> encode(texts, local)
                .matMul(encode(others, local).transpose())
                .mul(local.create(new float[] {(float) (1 / temperature)}, new Shape(1)))
                .add(local.create(masks, shape))
                .logSoftmax(1)
                .mul(local.create(targets, shape))
                .sum());
    }

    private NDArray encode(List<long[]> texts, NDManager local) {
        TokenBatch batch = TokenBatch.ofTexts(texts);
        NDArray states = bert.states(batch, local);
        NDArray vectors = switch (pooling) {
            case MEAN -> Bert.mean(states, batch.shares(), batch, local);
            case CLS -> states.get(new NDIndex(":, 0"));
        };
        return vectors.div(vectors.mul(vectors).sum(new int[] {1}, true).sqrt());
    }

    @Override
    public void close() {
        bert.close();
    }
}
