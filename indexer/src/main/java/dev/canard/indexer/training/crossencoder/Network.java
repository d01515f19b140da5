package dev.canard.indexer.training.crossencoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.GradientCollector;
import dev.canard.indexer.encoder.CrossEncoderHead;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A BERT encoder and the layers of a {@link CrossEncoderHead} as DJL computes them. Not thread-safe.
 *
 * <p>Under a gradient collector no array is combined with a bare number: the engine makes a temporary array of it, which is
 * gone when the gradient is computed.
 */
final class Network implements AutoCloseable {

    /** The engine that computes. */
    static final String ENGINE = "PyTorch";

    static final String HIDDEN = "head.hidden";
    static final String OUTPUT = "head.output";
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

    /** Added to probabilities, so that each has a logarithm. */
    private final NDArray least;

    private final int layers;
    private final int dimensions;

    /** Weights that are trained, and the memory through which they reach the engine. */
    private record Buffer(Tensor tensor, ByteBuffer bytes) {}

    /** What a training step gave: the loss, and the gradient of each trained array. */
    record Gradients(double loss, Map<String, float[]> byName) {

        /** The length of all gradients together. */
        double norm() {
            double squares = 0;
            for (float[] gradient : byName.values()) {
                for (float slope : gradient) {
                    squares += (double) slope * slope;
                }
            }
            return Math.sqrt(squares);
        }
    }

    /** Takes weights, which {@link #update} reads again. Embeddings of words and positions are not trained. */
    Network(Weights weights) {
        engine = Engine.getEngine(ENGINE);
        manager = engine.newBaseManager(Device.cpu());
        dimensions = (int) weights.get(WORDS + WEIGHT).shape()[1];
        int count = 0;
        while (weights.all().containsKey(layer(count) + "output.dense" + BIAS)) {
            count++;
        }
        layers = count;
        attentionScale = manager.create(new float[] {(float) (1 / Math.sqrt(HEAD_DIMENSIONS))}, new Shape(1));
        least = manager.create(new float[] {1e-20f}, new Shape(1));
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

    /** The names of what is trained, in order. */
    Iterable<String> trained() {
        return trained.keySet();
    }

    /** Brings the weights, which the caller has changed, to the engine. */
    void update() {
        trained.forEach((name, buffer) -> {
            buffer.bytes.clear();
            buffer.bytes.asFloatBuffer().put(buffer.tensor.values());
            array(name).set(buffer.bytes);
        });
    }

    /** The scores of each class for each pair. */
    float[][] scores(List<TrainingPair> batch) {
        try (NDManager local = manager.newSubManager()) {
            float[] flat =
                    forward(new PairBatch(batch), local, 0, new Random(0)).toFloatArray();
            int classes = flat.length / batch.size();
            float[][] scores = new float[batch.size()][classes];
            for (int i = 0; i < scores.length; i++) {
                System.arraycopy(flat, i * classes, scores[i], 0, classes);
            }
            return scores;
        }
    }

    /**
     * The gradient of the loss: the negative log-likelihood of the possible classes together, and what smoothing adds.
     *
     * @param dropout share of the head's features that are left out
     */
    Gradients gradients(List<TrainingPair> batch, Targets targets, float dropout, Random random) {
        try (NDManager local = manager.newSubManager()) {
            double loss;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray scores = forward(new PairBatch(batch), local, dropout, random);
                NDArray logarithms = scores.logSoftmax(1);
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
                NDArray negative = possible.add(smoothed).neg();
                collector.backward(negative);
                loss = negative.getFloat();
            }
            Map<String, float[]> gradients = new LinkedHashMap<>();
            for (String name : trained()) {
                NDArray gradient = array(name).getGradient();
                gradients.put(name, gradient.toFloatArray());
                // The engine adds to what is there.
                gradient.subi(gradient);
                gradient.close();
            }
            return new Gradients(loss, gradients);
        }
    }

    private NDArray forward(PairBatch batch, NDManager local, float dropout, Random random) {
        NDArray states = encode(batch, local);
        NDArray first = states.get(new NDIndex(":,0,:"));
        NDArray one = mean(states, batch.firstShares(), batch, local);
        NDArray other = mean(states, batch.secondShares(), batch, local);
        NDArray features =
                NDArrays.concat(new NDList(first, one, other, one.sub(other).abs(), one.mul(other)), 1);
        if (dropout > 0) {
            features = features.mul(mask(features.getShape(), dropout, random, local));
        }
        NDArray hidden = features.matMul(array(HIDDEN + WEIGHT))
                .add(array(HIDDEN + BIAS))
                .tanh();
        return hidden.matMul(array(OUTPUT + WEIGHT)).add(array(OUTPUT + BIAS));
    }

    private NDArray encode(PairBatch batch, NDManager local) {
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

    private NDArray attention(NDArray states, String prefix, NDArray masked, PairBatch batch) {
        NDArray queries = heads(linear(states, prefix + "query"), batch).transpose(0, 2, 1, 3);
        NDArray keys = heads(linear(states, prefix + "key"), batch).transpose(0, 2, 3, 1);
        NDArray values = heads(linear(states, prefix + "value"), batch).transpose(0, 2, 1, 3);
        NDArray shares = queries.mul(attentionScale).matMul(keys).add(masked).softmax(3);
        return shares.matMul(values).transpose(0, 2, 1, 3).reshape(batch.size(), batch.length(), dimensions);
    }

    private NDArray heads(NDArray states, PairBatch batch) {
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

    private static NDArray mean(NDArray states, float[] shares, PairBatch batch, NDManager local) {
        return states.mul(local.create(shares, new Shape(batch.size(), batch.length(), 1)))
                .sum(new int[] {1});
    }

    private static NDArray mask(Shape shape, float dropout, Random random, NDManager local) {
        float[] mask = new float[(int) shape.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextFloat() < dropout ? 0 : 1 / (1 - dropout);
        }
        return local.create(mask, shape);
    }

    private NDArray array(String name) {
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
