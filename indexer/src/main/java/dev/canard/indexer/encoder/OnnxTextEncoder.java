package dev.canard.indexer.encoder;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.canard.indexer.encoder.EncoderSettings.Pooling;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A sentence encoder on ONNX Runtime. A text is encoded on the calling thread, alone: on the small models that Canard uses,
 * batches cost more time for each text, not less.
 */
public final class OnnxTextEncoder implements TextEncoder {

    private final EncoderSettings settings;
    private final String id;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final boolean wantsTypes;
    private final HuggingFaceTokenizer tokenizer;
    private final NativeGuard guard;

    /**
     * Loads the model.
     *
     * @throws UncheckedIOException if the model or its tokenizer cannot be read
     * @throws IllegalArgumentException if they are no model and tokenizer, or not such as the settings say
     */
    public OnnxTextEncoder(EncoderSettings settings) {
        this.settings = settings;
        guard = new NativeGuard("encoder " + settings.name());
        byte[] model = ModelFiles.read(settings.model());
        byte[] vocabulary = ModelFiles.read(settings.tokenizer());
        id = settings.name() + "@" + ModelFiles.fingerprint(model, vocabulary, bytes(settings));
        try {
            session = ModelFiles.session(model);
            wantsTypes = session.getInputNames().contains("token_type_ids");
        } catch (OrtException e) {
            throw new IllegalArgumentException("encoder " + settings.name() + " is no usable ONNX model", e);
        }
        tokenizer = ModelFiles.tokenizer(vocabulary, settings.maxTokens());
        int actual = run("").length;
        if (actual != settings.dimensions()) {
            close();
            throw new IllegalArgumentException(
                    "encoder %s has %d dimensions, not %d".formatted(settings.name(), actual, settings.dimensions()));
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int dimensions() {
        return settings.dimensions();
    }

    @Override
    public float[] encode(String text, Role role) {
        String prefix = switch (role) {
            case QUERY -> settings.queryPrefix();
            case PASSAGE -> settings.passagePrefix();
        };
        return guard.use(() -> run(prefix + ModelFiles.cut(text, settings.maxTokens())));
    }

    @Override
    public void close() {
        guard.free(this::free);
    }

    private void free() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("encoder " + settings.name() + " cannot be closed", e);
        }
    }

    private float[] run(String text) {
        Encoding tokens = tokenizer.encode(ModelFiles.wellFormed(text));
        long[] shape = {1, tokens.getIds().length};
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put("input_ids", tensor(tokens.getIds(), shape));
            inputs.put("attention_mask", tensor(tokens.getAttentionMask(), shape));
            if (wantsTypes) {
                inputs.put("token_type_ids", tensor(tokens.getTypeIds(), shape));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return pool((OnnxTensor) result.get(0));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("encoder " + settings.name() + " failed", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private float[] pool(OnnxTensor hidden) {
        long[] shape = hidden.getInfo().getShape();
        int tokens = (int) shape[1];
        int dimensions = (int) shape[2];
        FloatBuffer states = hidden.getFloatBuffer();
        float[] pooled = new float[dimensions];
        int pooledTokens = settings.pooling() == Pooling.CLS ? 1 : tokens;
        float[] token = new float[dimensions];
        for (int i = 0; i < pooledTokens; i++) {
            states.get(i * dimensions, token);
            for (int d = 0; d < dimensions; d++) {
                pooled[d] += token[d];
            }
        }
        return unit(pooled);
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        if (!(length > 0) || length == Double.POSITIVE_INFINITY) {
            throw new IllegalStateException("a model gave a vector without direction");
        }
        for (int d = 0; d < vector.length; d++) {
            vector[d] = (float) (vector[d] / length);
        }
        return vector;
    }

    /** What of the settings changes the vectors. */
    private static byte[] bytes(EncoderSettings settings) {
        return String.join(
                        "\0",
                        settings.pooling().name(),
                        settings.queryPrefix(),
                        settings.passagePrefix(),
                        "" + settings.maxTokens())
                .getBytes(StandardCharsets.UTF_8);
    }
}
