package dev.canard.indexer.training.bert;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A BERT encoder as DJL computes it, with whatever further weights are trained with it. Not thread-safe.
 *
 * <p>Under a gradient collector no array is combined with a bare number: the engine makes a temporary array of it, which is
 * gone when the gradient is computed.
 */
final class Bert implements AutoCloseable {

    /** The engine that computes. */
    static final String ENGINE = "PyTorch";

    static final String WEIGHT = ".weight";
    static final String BIAS = ".bias";
    private static final String WORDS = "embeddings.word_embeddings";
    private static final String POSITIONS = "embeddings.position_embeddings";
    private static final String TYPES = "embeddings.token_type_embeddings";
    private static final String EMBEDDING_NORM = "embeddings.LayerNorm";
    private static final int HEAD_DIMENSIONS = 32;
    private static final float NORM_EPSILON = 1e-12f;
    private static final float MASKED = -10_000;

    static {
        // One thread gives the same sums in every run.
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.pytorch.num_threads", "1");
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
    }

    private final NDManager manager;
    private final Engine engine;
    private final Map<String, NDArray> arrays = new HashMap<>();
    private final Map<String, Buffer> trained = new LinkedHashMap<>();
    private final NDArray attentionScale;

    private final int layers;
    private final int dimensions;

    /** Weights that are trained, and the memory through which they reach the engine. */
    private record Buffer(Tensor tensor, ByteBuffer bytes) {}

    /** Takes weights, which {@link #update} reads again. Embeddings of words and positions are not trained. */
    Bert(Weights weights) {
        engine = Engine.getEngine(ENGINE);
        manager = engine.newBaseManager(Device.cpu());
        dimensions = (int) weights.get(WORDS + WEIGHT).shape()[1];
        int count = 0;
        while (weights.all().containsKey(layer(count) + "output.dense" + BIAS)) {
            count++;
        }
        layers = count;
        attentionScale = manager.create(new float[] {(float) (1 / Math.sqrt(HEAD_DIMENSIONS))}, new Shape(1));
        weights.all().forEach((name, tensor) -> {
            arrays.put(name, manager.create(tensor.values(), new Shape(tensor.shape())));
            if (!name.startsWith("embeddings.") || name.equals(TYPES + WEIGHT)) {
                array(name).setRequiresGradient(true);
                ByteBuffer bytes = ByteBuffer.allocateDirect(tensor.values().length * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
                trained.put(name, new Buffer(tensor, bytes));
            }
        });
    }

    /** How many numbers stand for a token. */
    int dimensions() {
        return dimensions;
    }

    /** Brings the weights, which the caller has changed, to the engine. */
    void update() {
        trained.forEach((name, buffer) -> {
            buffer.bytes.clear();
            buffer.bytes.asFloatBuffer().put(buffer.tensor.values());
            array(name).set(buffer.bytes);
        });
    }

    /** Room for what one computation makes. */
    NDManager room() {
        return manager.newSubManager();
    }

    /** @param loss is given room, and computes a single number */
    Gradients gradients(Function<NDManager, NDArray> loss) {
        try (NDManager local = room()) {
            double sum;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray computed = loss.apply(local);
                collector.backward(computed);
                sum = computed.getFloat();
            }
            Map<String, float[]> gradients = new LinkedHashMap<>();
            for (String name : trained.keySet()) {
                NDArray gradient = array(name).getGradient();
                gradients.put(name, gradient.toFloatArray());
                // The engine adds to what is there.
                gradient.subi(gradient);
                gradient.close();
            }
            return new Gradients(sum, gradients);
        }
    }

    /** The hidden states of the last layer: batch, tokens, dimensions. */
    NDArray states(TokenBatch batch, NDManager local) {
        Shape shape = new Shape(batch.size(), batch.length());
        NDArray masked = local.create(batch.masks(MASKED), new Shape(batch.size(), 1, 1, batch.length()));
        NDArray positions = array(POSITIONS + WEIGHT)
                .get(new NDIndex("0:" + batch.length()))
                .expandDims(0);
        NDArray states = embedding(local.create(batch.ids(), shape), WORDS)
                .add(positions)
                .add(embedding(local.create(batch.types(), shape), TYPES));
        states = norm(states, EMBEDDING_NORM);
        for (int i = 0; i < layers; i++) {
            String layer = layer(i);
            NDArray attended = attention(states, layer + "attention.self.", masked, batch);
            states = norm(
                    linear(attended, layer + "attention.output.dense").add(states),
                    layer + "attention.output.LayerNorm");
            NDArray inner = Activation.gelu(linear(states, layer + "intermediate.dense"));
            states = norm(linear(inner, layer + "output.dense").add(states), layer + "output.LayerNorm");
        }
        return states;
    }

    private NDArray attention(NDArray states, String prefix, NDArray masked, TokenBatch batch) {
        NDArray queries = heads(linear(states, prefix + "query"), batch).transpose(0, 2, 1, 3);
        NDArray keys = heads(linear(states, prefix + "key"), batch).transpose(0, 2, 3, 1);
        NDArray values = heads(linear(states, prefix + "value"), batch).transpose(0, 2, 1, 3);
        NDArray shares = queries.mul(attentionScale).matMul(keys).add(masked).softmax(3);
        return shares.matMul(values).transpose(0, 2, 1, 3).reshape(batch.size(), batch.length(), dimensions);
    }

    private NDArray heads(NDArray states, TokenBatch batch) {
        return states.reshape(batch.size(), batch.length(), dimensions / HEAD_DIMENSIONS, HEAD_DIMENSIONS);
    }

    private NDArray linear(NDArray states, String name) {
        Shape shape = states.getShape();
        return states.reshape(shape.get(0) * shape.get(1), shape.get(2))
                .matMul(array(name + WEIGHT))
                .add(array(name + BIAS))
                .reshape(shape.get(0), shape.get(1), -1);
    }

    private NDArray norm(NDArray states, String name) {
        return LayerNorm.layerNorm(
                        states, new Shape(dimensions), array(name + WEIGHT), array(name + BIAS), NORM_EPSILON)
                .singletonOrThrow();
    }

    private NDArray embedding(NDArray ids, String name) {
        return Embedding.embedding(ids, array(name + WEIGHT), SparseFormat.DENSE)
                .singletonOrThrow();
    }

    /** A mean of the states of each text, by the shares of its tokens. */
    static NDArray mean(NDArray states, float[] shares, TokenBatch batch, NDManager local) {
        return states.mul(local.create(shares, new Shape(batch.size(), batch.length(), 1)))
                .sum(new int[] {1});
    }

    NDArray array(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no weights of the name " + name);
        }
        return array;
    }

    private static String layer(int number) {
        return "encoder.layer." + number + ".";
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
