package dev.canard.indexer.training.bert;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A BERT encoder in ONNX form, whose weights can be read, or exchanged for others. The matrices of linear layers have no
 * names of their own in such files: they are found by the multiplication that uses them.
 */
final class OnnxGraph {

    private static final String QUANTIZED = "_quantized";
    private static final String MATRIX_OF = "/MatMul";
    private static final String TYPES = "embeddings.token_type_embeddings.weight";
    private static final int LARGEST_INT8 = 127;
    private static final int LARGEST_UINT8 = 255;

    private final ModelProto.Builder model;
    private final Map<String, Integer> places = new HashMap<>();

    /** Reads a file's bytes. */
    OnnxGraph(byte[] onnx) throws IOException {
        model = ModelProto.parseFrom(onnx).toBuilder();
        GraphProto graph = model.getGraph();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            places.put(graph.getInitializer(i).getName(), i);
        }
    }

    /** The weights of a graph in full precision, under the names that BERT models have in PyTorch. */
    Weights weights() {
        Weights weights = new Weights();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            if (tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE
                    && (tensor.getName().startsWith("embeddings.")
                            || tensor.getName().startsWith("encoder."))) {
                weights.put(tensor.getName(), tensor(tensor));
            }
        }
        matrices("MatMul", MATRIX_OF).forEach((name, initializer) -> weights.put(name, tensor(at(initializer))));
        return weights;
    }

    /**
     * Takes from a graph whose linear layers compute in eight bits what {@link #quantize} put there, but for what is lost in eight bits.
     *
     * @param weights those of a graph in full precision, which are replaced
     */
    void dequantize(Weights weights) {
        for (String name : List.copyOf(weights.all().keySet())) {
            if (places.containsKey(name)) {
                weights.put(name, tensor(at(name)));
            }
        }
        matrices("MatMulInteger", MATRIX_OF + "_quant")
                .forEach((name, initializer) -> weights.put(name, dequantized(initializer)));
        TensorProto types = at(TYPES + QUANTIZED);
        float scale = at(TYPES + "_scale").getFloatData(0);
        int zero = at(TYPES + "_zero_point").getInt32Data(0);
        byte[] quantized = types.getRawData().toByteArray();
        float[] values = new float[quantized.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (Byte.toUnsignedInt(quantized[i]) - zero) * scale;
        }
        weights.put(TYPES, new Tensor(shape(types), values));
    }

    private Tensor dequantized(String initializer) {
        TensorProto matrix = at(initializer);
        List<Float> scales = at(base(initializer) + "_scale").getFloatDataList();
        byte[] quantized = matrix.getRawData().toByteArray();
        float[] values = new float[quantized.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = quantized[i] * scales.get(i % scales.size());
        }
        return new Tensor(shape(matrix), values);
    }

    /** What the names of a quantised matrix, its scales and its zeros have in common. */
    private static String base(String initializer) {
        return initializer.substring(0, initializer.length() - QUANTIZED.length());
    }

    /**
     * Puts weights in the place of those of a graph whose linear layers compute in eight bits: each column of a matrix gets
     * the scale that its largest element needs. Embeddings of words and positions stay as they are.
     */
    void quantize(Weights weights) {
        matrices("MatMulInteger", MATRIX_OF + "_quant")
                .forEach((name, initializer) -> quantize(initializer, weights.get(name)));
        quantizeTypes(weights.get(TYPES));
        weights.all().forEach((name, tensor) -> {
            if (places.containsKey(name)) {
                set(at(name).toBuilder().setRawData(bytes(tensor.values())).build());
            }
        });
    }

    byte[] bytes() {
        return model.build().toByteArray();
    }

    /** The initialiser of each linear layer's matrix, by the name that its weights have. */
    private Map<String, String> matrices(String operation, String suffix) {
        Map<String, String> matrices = new HashMap<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOpType().equals(operation)
                    && node.getName().endsWith(suffix)
                    && places.containsKey(node.getInput(1))) {
                String layer = node.getName().substring(1, node.getName().length() - suffix.length());
                matrices.put(layer.replace('/', '.') + ".weight", node.getInput(1));
            }
        }
        return matrices;
    }

    private void quantize(String initializer, Tensor matrix) {
        int rows = (int) matrix.shape()[0];
        int columns = (int) matrix.shape()[1];
        float[] values = matrix.values();
        byte[] quantized = new byte[values.length];
        String base = base(initializer);
        TensorProto.Builder scales =
                at(base + "_scale").toBuilder().clearRawData().clearFloatData();
        for (int column = 0; column < columns; column++) {
            float largest = 1e-9f;
            for (int row = 0; row < rows; row++) {
                largest = Math.max(largest, Math.abs(values[row * columns + column]));
            }
            float scale = largest / LARGEST_INT8;
            scales.addFloatData(scale);
            for (int row = 0; row < rows; row++) {
                quantized[row * columns + column] = (byte) Math.round(values[row * columns + column] / scale);
            }
        }
        if (at(base + "_zero_point").getInt32DataList().stream().anyMatch(zero -> zero != 0)) {
            throw new IllegalArgumentException("the graph's matrices are not quantised around zero");
        }
        set(scales.build());
        set(at(initializer).toBuilder()
                .setRawData(ByteString.copyFrom(quantized))
                .build());
    }

    /** Two rows that share one scale and one zero. */
    private void quantizeTypes(Tensor types) {
        float least = 0;
        float largest = 0;
        for (float value : types.values()) {
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        float scale = (largest - least) / LARGEST_UINT8;
        int zero = Math.round(-least / scale);
        byte[] quantized = new byte[types.values().length];
        for (int i = 0; i < quantized.length; i++) {
            quantized[i] = (byte) Math.clamp(Math.round(types.values()[i] / scale) + zero, 0, LARGEST_UINT8);
        }
        set(at(TYPES + "_scale").toBuilder()
                .clearRawData()
                .clearFloatData()
                .addFloatData(scale)
                .build());
        set(at(TYPES + "_zero_point").toBuilder()
                .clearRawData()
                .clearInt32Data()
                .addInt32Data(zero)
                .build());
        set(at(TYPES + QUANTIZED).toBuilder()
                .setRawData(ByteString.copyFrom(quantized))
                .build());
    }

    private TensorProto at(String initializer) {
        Integer place = places.get(initializer);
        if (place == null) {
            throw new IllegalArgumentException("the graph has no weights of the name " + initializer);
        }
        return model.getGraph().getInitializer(place);
    }

    private void set(TensorProto tensor) {
        Integer place = places.get(tensor.getName());
        if (place != null) {
            model.getGraphBuilder().setInitializer(place, tensor);
        }
    }

    private static Tensor tensor(TensorProto tensor) {
        long[] shape = shape(tensor);
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        ByteBuffer.wrap(tensor.getRawData().toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Tensor(shape, values);
    }

    private static long[] shape(TensorProto tensor) {
        return tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    private static ByteString bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes.array());
    }
}
