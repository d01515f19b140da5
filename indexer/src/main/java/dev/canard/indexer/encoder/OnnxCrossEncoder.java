package dev.canard.indexer.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cross-encoder on ONNX Runtime: a BERT encoder, and a {@link CrossEncoderHead} on its hidden states. Pairs are computed on
 * the calling thread, one by one: the scales of eight-bit arithmetic are those of a whole batch, so that in a batch a pair's
 * scores would depend on its neighbours, and on this size of model batches save nothing.
 */
public final class OnnxCrossEncoder implements CrossEncoder {

    /** How many tokens of a pair the shipped model reads: as many as it was trained with. */
    public static final int MAX_TOKENS = 96;

    private static final String SHIPPED = "classpath:dev/canard/indexer/encoder/";

    private final String id;
    private final CrossEncoderHead head;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final PairTokenizer tokenizer;
    private final NativeGuard guard;

    /**
     * Loads a model.
     *
     * @param name what it is called
     * @param model the ONNX encoder: a file, or {@code classpath:} and the name of a resource. Its first output must be the
     *     hidden states: batch, tokens, dimensions
     * @param head its {@link CrossEncoderHead}, likewise
     * @param tokenizer its {@code tokenizer.json}, likewise
     * @throws UncheckedIOException if one cannot be read
     * @throws IllegalArgumentException if they are not what they should be
     */
    public OnnxCrossEncoder(String name, String model, String head, String tokenizer) {
        byte[] modelBytes = ModelFiles.read(model);
        byte[] headBytes = ModelFiles.read(head);
        this.id = name + "@" + ModelFiles.fingerprint(modelBytes, headBytes);
        this.guard = new NativeGuard("cross-encoder " + name);
        this.head = CrossEncoderHead.read(headBytes);
        this.tokenizer = new PairTokenizer(tokenizer, MAX_TOKENS);
        try {
            session = ModelFiles.session(modelBytes);
        } catch (OrtException e) {
            this.tokenizer.close();
            throw new IllegalArgumentException("cross-encoder " + name + " is no usable ONNX model", e);
        }
    }

    /** A cross-encoder that Canard ships. */
    public static OnnxCrossEncoder shipped(CrossEncoderUse use) {
        return load(SHIPPED + use.model(), SHIPPED + use.head());
    }

    /** One that was trained, of a folder that holds both of its files. */
    public static OnnxCrossEncoder trained(Path folder, CrossEncoderUse use) {
        return load(
                folder.resolve(use.model()).toString(),
                folder.resolve(use.head()).toString());
    }

    private static OnnxCrossEncoder load(String model, String head) {
        return new OnnxCrossEncoder("minilm-l6-q", model, head, "classpath:all-minilm-l6-v2-q-tokenizer.json");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> classes() {
        return head.classes();
    }

    @Override
    public List<double[]> score(String first, List<String> seconds) {
        return seconds.isEmpty() ? List.of() : guard.use(() -> read(first, seconds));
    }

    private List<double[]> read(String first, List<String> seconds) {
        long[] tokens = tokenizer.tokens(first);
        List<double[]> scores = new ArrayList<>();
        for (String second : seconds) {
            scores.add(logProbabilities(run(tokenizer.pair(tokens, tokenizer.tokens(second)))));
        }
        return scores;
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
            throw new IllegalStateException("cross-encoder " + id + " cannot be closed", e);
        }
    }

    private double[] run(TokenPair pair) {
        long[] mask = new long[pair.length()];
        Arrays.fill(mask, 1);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put("input_ids", tensor(pair.ids()));
            inputs.put("attention_mask", tensor(mask));
            inputs.put("token_type_ids", tensor(pair.types()));
            try (OrtSession.Result result = session.run(inputs)) {
                FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] copy = new float[states.remaining()];
                states.get(copy);
                return head.scores(copy, pair);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("cross-encoder " + id + " failed", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static double[] logProbabilities(double[] scores) {
        double highest = Arrays.stream(scores).max().orElseThrow();
        double total = Math.log(Arrays.stream(scores)
                        .map(score -> Math.exp(score - highest))
                        .sum())
                + highest;
        return Arrays.stream(scores).map(score -> score - total).toArray();
    }
}
