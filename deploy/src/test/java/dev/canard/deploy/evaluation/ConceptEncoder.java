package dev.canard.deploy.evaluation;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a tiny encoder of several languages: words of one meaning have one vector, other words have another that they share. */
final class ConceptEncoder {

    private static final String UNKNOWN = "[UNK]";

    /** Stands before every text, so that none is without tokens. */
    private static final String START = "[CLS]";

    private static final int IR_VERSION = 8;
    private static final int OPERATORS = 13;

    private ConceptEncoder() {}

    /**
     * Writes {@code encoder.onnx} and {@code tokenizer.json}.
     *
     * @param concepts the words of each meaning, in lower case
     * @return how long its vectors are
     */
    static int write(Path folder, List<List<String>> concepts) throws IOException {
        int dimensions = concepts.size() + 1;
        Map<String, Integer> vocabulary = new LinkedHashMap<>(Map.of(UNKNOWN, 0));
        TensorProto.Builder rows =
                TensorProto.newBuilder().setName("rows").setDataType(TensorProto.DataType.FLOAT_VALUE);
        vocabulary.put(START, vocabulary.size());
        addRow(rows, dimensions, 0, .2f);
        addRow(rows, dimensions, 0, .2f);
        for (int i = 0; i < concepts.size(); i++) {
            for (String word : concepts.get(i)) {
                vocabulary.put(word, vocabulary.size());
                addRow(rows, dimensions, i + 1, 1);
            }
        }
        rows.addDims(vocabulary.size()).addDims(dimensions);
        GraphProto graph = GraphProto.newBuilder()
                .setName("concepts")
                .addInput(value("input_ids", TensorProto.DataType.INT64, "batch", "tokens"))
                .addInput(value("attention_mask", TensorProto.DataType.INT64, "batch", "tokens"))
                .addInitializer(rows)
                .addNode(NodeProto.newBuilder()
                        .setOpType("Gather")
                        .addInput("rows")
                        .addInput("input_ids")
                        .addOutput("last_hidden_state"))
                .addOutput(value("last_hidden_state", TensorProto.DataType.FLOAT, "batch", "tokens", "dimensions"))
                .build();
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .setGraph(graph)
                .build();
        Files.write(folder.resolve("encoder.onnx"), model.toByteArray());
        new JsonMapper()
                .writeValue(
                        folder.resolve("tokenizer.json").toFile(),
                        Map.of(
                                "version", "1.0",
                                "added_tokens", List.of(),
                                "normalizer", Map.of("type", "Lowercase"),
                                "pre_tokenizer", Map.of("type", "Whitespace"),
                                "post_processor", startsWith(START, 1),
                                "model", Map.of("type", "WordLevel", "vocab", vocabulary, "unk_token", UNKNOWN)));
        return dimensions;
    }

    private static Map<String, Object> startsWith(String token, int id) {
        Map<String, Object> special = Map.of("SpecialToken", Map.of("id", token, "type_id", 0));
        Map<String, Object> first = Map.of("Sequence", Map.of("id", "A", "type_id", 0));
        Map<String, Object> second = Map.of("Sequence", Map.of("id", "B", "type_id", 0));
        return Map.of(
                "type", "TemplateProcessing",
                "single", List.of(special, first),
                "pair", List.of(special, first, second),
                "special_tokens", Map.of(token, Map.of("id", token, "ids", List.of(id), "tokens", List.of(token))));
    }

    private static void addRow(TensorProto.Builder rows, int dimensions, int place, float length) {
        for (int i = 0; i < dimensions; i++) {
            rows.addFloatData(i == place ? length : 0);
        }
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            shape.addDim(Dimension.newBuilder().setDimParam(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
