package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {

    private static final String LAYER = "encoder.layer.0.output.dense";
    private static final String TYPES = "embeddings.token_type_embeddings.weight";

    @Test
    void weights_fullPrecision_findsMatricesByTheirLayer() throws IOException {
        Weights weights = new OnnxGraph(fullPrecision(new float[] {1, -2, 3, 4, 5, -6})).weights();

        assertThat(weights.get(LAYER + ".weight").values()).containsExactly(1, -2, 3, 4, 5, -6);
        assertThat(weights.get(LAYER + ".weight").shape()).containsExactly(3, 2);
        assertThat(weights.get(LAYER + ".bias").values()).containsExactly(7, 8);
        assertThat(weights.all()).doesNotContainKey("onnx::MatMul_9");
        assertThatThrownBy(() -> weights.get("other")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quantize_matrix_losesAtMostHalfAStepOfItsColumn() throws IOException {
        float[] values = {1, -200, .5f, 100, -.25f, 30};
        OnnxGraph graph = new OnnxGraph(quantized());

        graph.quantize(new OnnxGraph(fullPrecision(values)).weights());

        GraphProto result = ModelProto.parseFrom(graph.bytes()).getGraph();
        byte[] matrix =
                initializer(result, "onnx::MatMul_9_quantized").getRawData().toByteArray();
        TensorProto scales = initializer(result, "onnx::MatMul_9_scale");
        for (int i = 0; i < values.length; i++) {
            float scale = scales.getFloatData(i % 2);
            assertThat(Math.abs(matrix[i] * scale - values[i]))
                    .as("element %d", i)
                    .isLessThanOrEqualTo(scale / 2 * 1.001f);
        }
        assertThat(matrix).contains(127, -127);
        assertThat(initializer(result, LAYER + ".bias").getRawData()).isEqualTo(raw(7, 8));
        byte[] types = initializer(result, TYPES + "_quantized").getRawData().toByteArray();
        float scale = initializer(result, TYPES + "_scale").getFloatData(0);
        int zero = initializer(result, TYPES + "_zero_point").getInt32Data(0);
        assertThat((types[0] & 0xff) - zero).isEqualTo(Math.round(-.5f / scale));
        assertThat((types[1] & 0xff) - zero).isEqualTo(Math.round(1.5f / scale));
    }

    @Test
    void dequantize_givesWhatWasQuantized_butForHalfAStep() throws IOException {
        // given
        float[] values = {1, -200, .5f, 100, -.25f, 30};
        OnnxGraph graph = new OnnxGraph(quantized());
        graph.quantize(new OnnxGraph(fullPrecision(values)).weights());

        // when
        Weights weights = new OnnxGraph(fullPrecision(new float[6])).weights();
        weights.put("embeddings.word_embeddings.weight", Tensor.of(new float[] {9}, 1, 1));
        new OnnxGraph(graph.bytes()).dequantize(weights);

        // then
        float[] matrix = weights.get(LAYER + ".weight").values();
        float[] halfSteps = {1 / 254f, 200 / 254f};
        for (int i = 0; i < values.length; i++) {
            assertThat(matrix[i]).as("element %d", i).isCloseTo(values[i], within(halfSteps[i % 2] * 1.001f));
        }
        assertThat(weights.get(LAYER + ".weight").shape()).containsExactly(3, 2);
        assertThat(weights.get(LAYER + ".bias").values()).containsExactly(7, 8);
        assertThat(weights.get(TYPES).values()[0]).isCloseTo(-.5f, within(2 / 510f));
        assertThat(weights.get(TYPES).values()[1]).isCloseTo(1.5f, within(2 / 510f));
        assertThat(weights.get("embeddings.word_embeddings.weight").values()).containsExactly(9);
    }

    @Test
    void quantize_weightsThatLackALayer_areRefused() throws IOException {
        OnnxGraph graph = new OnnxGraph(quantized());

        assertThatThrownBy(() -> graph.quantize(new Weights()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(LAYER);
    }

    private static byte[] fullPrecision(float[] matrix) {
        return model(
                node("MatMul", "/encoder/layer.0/output/dense/MatMul", "onnx::MatMul_9"),
                floats("onnx::MatMul_9", raw(matrix), 3, 2),
                floats(LAYER + ".bias", raw(7, 8), 2),
                floats(TYPES, raw(-.5f, 1.5f), 2, 1));
    }

    private static byte[] quantized() {
        return model(
                node("MatMulInteger", "/encoder/layer.0/output/dense/MatMul_quant", "onnx::MatMul_9_quantized"),
                bytes("onnx::MatMul_9_quantized", DataType.INT8, 6, 3, 2),
                floatData("onnx::MatMul_9_scale", 2),
                intData("onnx::MatMul_9_zero_point", 2),
                floats(LAYER + ".bias", raw(0, 0), 2),
                bytes(TYPES + "_quantized", DataType.UINT8, 2, 2, 1),
                floatData(TYPES + "_scale", 1),
                intData(TYPES + "_zero_point", 1));
    }

    private static byte[] model(NodeProto node, TensorProto... tensors) {
        return ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder().addNode(node).addAllInitializer(Arrays.asList(tensors)))
                .build()
                .toByteArray();
    }

    private static NodeProto node(String operation, String name, String matrix) {
        return NodeProto.newBuilder()
                .setOpType(operation)
                .setName(name)
                .addInput("states")
                .addInput(matrix)
                .build();
    }

    private static TensorProto floats(String name, ByteString raw, long... shape) {
        return tensor(name, DataType.FLOAT, shape).setRawData(raw).build();
    }

    private static TensorProto bytes(String name, DataType type, int size, long... shape) {
        return tensor(name, type, shape)
                .setRawData(ByteString.copyFrom(new byte[size]))
                .build();
    }

    private static TensorProto floatData(String name, int size) {
        return tensor(name, DataType.FLOAT, size)
                .addAllFloatData(java.util.Collections.nCopies(size, 1f))
                .build();
    }

    private static TensorProto intData(String name, int size) {
        return tensor(name, DataType.INT8, size)
                .addAllInt32Data(java.util.Collections.nCopies(size, 0))
                .build();
    }

    private static TensorProto.Builder tensor(String name, DataType type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        Arrays.stream(shape).forEach(tensor::addDims);
        return tensor;
    }

    private static ByteString raw(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return ByteString.copyFrom(buffer.array());
    }

    private static TensorProto initializer(GraphProto graph, String name) {
        return graph.getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
