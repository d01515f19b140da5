package dev.canard.indexer.encoder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What turns the hidden states of a pair into a score for each class. With c the state of the first token, u and v the mean
 * states of both texts: the features {@code [c; u; v; |u-v|; u·v]}, a layer of tanh, and a linear layer.
 *
 * @param classes the names of the classes, in the order of the scores
 * @param dimensions length of a hidden state
 * @param hidden weights of the layer of tanh: those of a feature lie together
 * @param hiddenBias one for each unit of that layer
 * @param output weights of the linear layer: those of a unit lie together
 * @param outputBias one for each class
 * @see <a href="https://arxiv.org/abs/1705.02364">Conneau et al., Supervised Learning of Universal Sentence
 *     Representations</a>, whose features of u and v these are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CrossEncoderHead(
        List<String> classes, int dimensions, float[] hidden, float[] hiddenBias, float[] output, float[] outputBias) {

    /** How many parts of the length of a hidden state the features have. */
    public static final int PARTS = 5;

    private static final int FORM = 0x43_45_48_31;

    public CrossEncoderHead {
        classes = List.copyOf(classes);
        if (hidden.length != PARTS * dimensions * hiddenBias.length
                || output.length != hiddenBias.length * classes.size()
                || outputBias.length != classes.size()) {
            throw new IllegalArgumentException("the sizes of a head's layers do not fit each other");
        }
    }

    /**
     * The score of each class: log-probabilities up to a constant.
     *
     * @param states the hidden states of the pair, token after token
     */
    public double[] scores(float[] states, TokenPair pair) {
        if (states.length != pair.length() * dimensions) {
            throw new IllegalArgumentException(
                    "%d states of %d tokens are not of length %d".formatted(states.length, pair.length(), dimensions));
        }
        float[] features = features(states, pair);
        int units = hiddenBias.length;
        float[] activations = hiddenBias.clone();
        for (int i = 0; i < features.length; i++) {
            float feature = features[i];
            for (int k = 0; k < units; k++) {
                activations[k] += feature * hidden[i * units + k];
            }
        }
        double[] scores = new double[classes.size()];
        for (int c = 0; c < scores.length; c++) {
            scores[c] = outputBias[c];
        }
        for (int k = 0; k < units; k++) {
            double activation = Math.tanh(activations[k]);
            for (int c = 0; c < scores.length; c++) {
                scores[c] += activation * output[k * scores.length + c];
            }
        }
        return scores;
    }

    private float[] features(float[] states, TokenPair pair) {
        float[] first = mean(states, pair.firstStart(), pair.firstLength());
        float[] second = mean(states, pair.secondStart(), pair.secondLength());
        float[] features = new float[PARTS * dimensions];
        for (int d = 0; d < dimensions; d++) {
            features[d] = states[d];
            features[dimensions + d] = first[d];
            features[2 * dimensions + d] = second[d];
            features[3 * dimensions + d] = Math.abs(first[d] - second[d]);
            features[4 * dimensions + d] = first[d] * second[d];
        }
        return features;
    }

    private float[] mean(float[] states, int start, int length) {
        float[] mean = new float[dimensions];
        for (int t = start; t < start + length; t++) {
            for (int d = 0; d < dimensions; d++) {
                mean[d] += states[t * dimensions + d];
            }
        }
        for (int d = 0; d < dimensions; d++) {
            mean[d] /= length;
        }
        return mean;
    }

    /**
     * A head from the bytes that {@link #write} gave.
     *
     * @throws IllegalArgumentException if they are no head
     */
    public static CrossEncoderHead read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != FORM) {
                throw new IllegalArgumentException("no head of a cross-encoder, or one of another version");
            }
            int number = in.readInt();
            List<String> classes = new ArrayList<>();
            for (int c = 0; c < number; c++) {
                classes.add(in.readUTF());
            }
            int dimensions = in.readInt();
            int units = in.readInt();
            return new CrossEncoderHead(
                    classes,
                    dimensions,
                    floats(in, PARTS * dimensions * units),
                    floats(in, units),
                    floats(in, units * number),
                    floats(in, number));
        } catch (IOException e) {
            throw new IllegalArgumentException("the head of a cross-encoder is cut off", e);
        }
    }

    /** The head as bytes; numbers are halved in length, which costs three digits of precision and no accuracy. */
    public byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORM);
            out.writeInt(classes.size());
            for (String one : classes) {
                out.writeUTF(one);
            }
            out.writeInt(dimensions);
            out.writeInt(hiddenBias.length);
            for (float[] layer : List.of(hidden, hiddenBias, output, outputBias)) {
                for (float value : layer) {
                    out.writeShort(Float.floatToFloat16(value));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory that cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static float[] floats(DataInputStream in, int number) throws IOException {
        float[] values = new float[number];
        for (int i = 0; i < number; i++) {
            values[i] = Float.float16ToFloat(in.readShort());
        }
        return values;
    }
}
