package dev.canard.indexer.encoder;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** What all models share: where they lie, how they are opened, and what their tokenizers can take. */
final class ModelFiles {

    private static final String CLASSPATH = "classpath:";

    /** Longer texts are cut before they are tokenised: no common language has tokens this long on average. */
    private static final int CHARACTERS_PER_TOKEN = 16;

    static {
        // Without these the tokenizer library tells its maker about its use and may download native code.
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("RUST_FLAVOR", "cpu");
    }

    private ModelFiles() {}

    /**
     * The bytes at a location.
     *
     * @param location a file, or {@code classpath:} and the name of a resource
     * @throws UncheckedIOException if they cannot be read
     */
    static byte[] read(String location) {
        try {
            if (!location.startsWith(CLASSPATH)) {
                return Files.readAllBytes(Path.of(location));
            }
            String resource = location.substring(CLASSPATH.length());
            try (InputStream in = ModelFiles.class.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("no resource on the class path: " + resource);
                }
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("model file cannot be read: " + location, e);
        }
    }

    /** A tokenizer that gives at most so many tokens. */
    static HuggingFaceTokenizer tokenizer(String location, int maxTokens) {
        return tokenizer(read(location), maxTokens);
    }

    /** The same from the bytes of its {@code tokenizer.json}. */
    static HuggingFaceTokenizer tokenizer(byte[] vocabulary, int maxTokens) {
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(vocabulary),
                    Map.of(
                            "truncation",
                            "true",
                            "padding",
                            "false",
                            "maxLength",
                            "" + maxTokens,
                            "modelMaxLength",
                            "" + maxTokens));
        } catch (IOException e) {
            throw new UncheckedIOException("no usable tokenizer", e);
        }
    }

    /** A session that computes on the calling thread alone. */
    static OrtSession session(byte[] model) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // Without it x64 processors that lack VNNI round sums of eight-bit products otherwise than those that have
            // it.
            options.addConfigEntry("session.x64quantprecision", "1");
            return OrtEnvironment.getEnvironment().createSession(model, options);
        }
    }

    /** What of a text can matter to a model that reads so many tokens. */
    static String cut(String text, int maxTokens) {
        int longest = maxTokens * CHARACTERS_PER_TOKEN;
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    /** The tokenizer takes UTF-8, which has no form for half a surrogate pair. */
    static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Eight hexadecimal digits that change with any of the parts. */
    static String fingerprint(byte[]... parts) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 4);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
