package dev.canard.indexer.encoder;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.canard.indexer.encoder.EncoderSettings.Pooling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A sentence encoder on ONNX Runtime. A text is encoded on the calling thread, alone: on the small models that Canard uses,
 * batches cost more time for each text, not less.
 */
public final class OnnxTextEncoder implements TextEncoder {

    /** Longer texts are cut before they are tokenised: no common language has tokens this long on average. */
    private static final int CHARACTERS_PER_TOKEN = 16;

    private static final String CLASSPATH = "classpath:";

    static {
        // Without these the tokenizer library tells its maker about its use and may download native code.
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("RUST_FLAVOR", "cpu");
    }

    private final EncoderSettings settings;
    private final String id;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final boolean wantsTypes;
    private final HuggingFaceTokenizer tokenizer;

    /**
     * Loads the model.
     *
     * @throws UncheckedIOException if the model or its tokenizer cannot be read
     * @throws IllegalArgumentException if they are no model and tokenizer, or not such as the settings say
     */
    public OnnxTextEncoder(EncoderSettings settings) {
        this.settings = settings;
        try {
            byte[] model = read(settings.model());
            byte[] vocabulary = read(settings.tokenizer());
            id = settings.name() + "@" + fingerprint(settings, model, vocabulary);
            session = session(environment, model);
            wantsTypes = session.getInputNames().contains("token_type_ids");
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(vocabulary),
                    Map.of(
                            "truncation",
                            "true",
                            "padding",
                            "false",
                            "maxLength",
                            "" + settings.maxTokens(),
                            "modelMaxLength",
                            "" + settings.maxTokens()));
        } catch (IOException e) {
            throw new UncheckedIOException("encoder " + settings.name() + " cannot be read", e);
        } catch (OrtException e) {
            throw new IllegalArgumentException("encoder " + settings.name() + " is no usable ONNX model", e);
        }
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
        return run(prefix + cut(text));
    }

    @Override
    public void close() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("encoder " + settings.name() + " cannot be closed", e);
        }
    }

    private String cut(String text) {
        int longest = settings.maxTokens() * CHARACTERS_PER_TOKEN;
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private float[] run(String text) {
        Encoding tokens = tokenizer.encode(wellFormed(text));
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

    /** The tokenizer takes UTF-8, which has no form for half a surrogate pair. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static OrtSession session(OrtEnvironment environment, byte[] model) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return environment.createSession(model, options);
        }
    }

    private static byte[] read(String location) throws IOException {
        if (!location.startsWith(CLASSPATH)) {
            return Files.readAllBytes(Path.of(location));
        }
        String resource = location.substring(CLASSPATH.length());
        try (InputStream in = OnnxTextEncoder.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no resource on the class path: " + resource);
            }
            return in.readAllBytes();
        }
    }

    /** Changes with whatever changes the vectors. */
    private static String fingerprint(EncoderSettings settings, byte[] model, byte[] vocabulary) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(model);
            digest.update(vocabulary);
            digest.update(String.join(
                            "\0",
                            settings.pooling().name(),
                            settings.queryPrefix(),
                            settings.passagePrefix(),
                            "" + settings.maxTokens())
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
