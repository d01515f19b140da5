package dev.canard.indexer.training.bert;

import ai.djl.engine.Engine;
import dev.canard.indexer.encoder.PairTokenizer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The sentence encoder that training begins with: all-MiniLM-L6-v2. */
public final class BaseModel {

    private static final String ENCODER = "all-minilm-l6-v2.onnx";

    /** The same with linear layers in eight bits: what the trained weights are put into. */
    private static final String TEMPLATE = "all-minilm-l6-v2-q.onnx";

    private BaseModel() {}

    /** Whether it, and what trains it, is on the class path. */
    public static boolean isThere() {
        return Engine.hasEngine(Bert.ENGINE) && BaseModel.class.getClassLoader().getResource(ENCODER) != null;
    }

    /**
     * Makes sure that it is.
     *
     * @throws IllegalStateException if it is not, with what to do
     */
    public static void require() {
        if (!isThere()) {
            throw new IllegalStateException("PyTorch is not in this distribution: mvn -P training -DskipTests package");
        }
    }

    /**
     * Its vocabulary, for texts and pairs of some length.
     *
     * @param maxTokens of a text, or of a pair together
     */
    public static PairTokenizer tokenizer(int maxTokens) {
        return new PairTokenizer("classpath:all-minilm-l6-v2-q-tokenizer.json", maxTokens);
    }

    static Weights weights() throws IOException {
        return new OnnxGraph(resource(ENCODER)).weights();
    }

    /** An ONNX encoder of trained weights, in eight bits. */
    static byte[] quantized(Weights weights) throws IOException {
        OnnxGraph graph = new OnnxGraph(resource(TEMPLATE));
        graph.quantize(weights);
        return graph.bytes();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = BaseModel.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("no resource on the class path: " + name);
            }
            return in.readAllBytes();
        }
    }
}
