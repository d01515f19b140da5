package dev.canard.indexer.training.bert;

import ai.djl.engine.Engine;
import dev.canard.indexer.encoder.EncoderSettings.Pooling;
import dev.canard.indexer.encoder.PairTokenizer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** A sentence encoder that training begins with. */
public enum BaseModel {
    /** <a href="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2">all-MiniLM-L6-v2</a>, of six layers. */
    MINILM("all-minilm-l6-v2", Pooling.MEAN),
    /** <a href="https://huggingface.co/BAAI/bge-small-en-v1.5">bge-small-en-v1.5</a>, of twelve. */
    BGE_SMALL("bge-small-en-v1.5", Pooling.CLS);

    private final String resource;
    private final Pooling pooling;

    BaseModel(String resource, Pooling pooling) {
        this.resource = resource;
        this.pooling = pooling;
    }

    /** Whether it, and what trains it, is on the class path. */
    public boolean isThere() {
        return Engine.hasEngine(Bert.ENGINE) && BaseModel.class.getClassLoader().getResource(encoder()) != null;
    }

    /**
     * Makes sure that it is.
     *
     * @throws IllegalStateException if it is not, with what to do
     */
    public void require() {
        if (!isThere()) {
            throw new IllegalStateException("PyTorch is not in this distribution: mvn -P training -DskipTests package");
        }
    }

    /**
     * Its vocabulary, for texts and pairs of some length.
     *
     * @param maxTokens of a text, or of a pair together
     */
    public PairTokenizer tokenizer(int maxTokens) {
        return new PairTokenizer("classpath:" + resource + "-q-tokenizer.json", maxTokens);
    }

    /** How the states of a text's tokens become one vector. */
    Pooling pooling() {
        return pooling;
    }

    Weights weights() throws IOException {
        return new OnnxGraph(read(encoder())).weights();
    }

    /** The weights of an encoder that {@link #quantized} gave, but for what was lost in eight bits. */
    Weights weights(byte[] quantized) throws IOException {
        Weights weights = weights();
        new OnnxGraph(quantized).dequantize(weights);
        return weights;
    }

    /** An ONNX encoder of trained weights, in eight bits. */
    byte[] quantized(Weights weights) throws IOException {
        // The same with linear layers in eight bits: what the trained weights are put into.
        OnnxGraph graph = new OnnxGraph(read(resource + "-q.onnx"));
        graph.quantize(weights);
        return graph.bytes();
    }

    private String encoder() {
        return resource + ".onnx";
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = BaseModel.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("no resource on the class path: " + name);
            }
            return in.readAllBytes();
        }
    }
}
