package dev.canard.classifier.checkworthiness;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.ingest.ShippedResource;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression over {@link CheckWorthinessFeatures} and, where it was fitted to an encoder, the vector of the text.
 *
 * @param version version of the features and of this form
 * @param provenance where the weights come from: data, command, figures
 * @param threshold the score from which a sentence counts as a claim worth checking, 0 to 1
 * @param bias the score of a sentence without features, before the logistic function
 * @param weights the weight of each feature; one that is not there counts nothing
 * @param encoder id of the encoder that it was fitted to; null for none
 * @param encoding the weight of each dimension of the vector; empty without an encoder
 */
public record CheckWorthinessModel(
        int version,
        Map<String, String> provenance,
        double threshold,
        double bias,
        Map<String, Double> weights,
        @Nullable String encoder,
        List<Double> encoding) {

    static final int VERSION = 2;

    private static final String WITH_ENCODER = "check-worthiness-encoder.v2.json.gz";
    private static final String WITHOUT_ENCODER = "check-worthiness-corenlp.v2.json.gz";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public CheckWorthinessModel {
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "a model of version %d, this Canard reads %d".formatted(version, VERSION));
        }
        encoding = List.copyOf(encoding);
        if ((encoder == null) != encoding.isEmpty()) {
            throw new IllegalArgumentException("weights of a vector go with an encoder");
        }
    }

    /** The model that comes with Canard for one of its encoders. */
    static CheckWorthinessModel shippedWithEncoder() {
        return resource(WITH_ENCODER);
    }

    /** The model that comes with Canard for words, tags and names only. */
    static CheckWorthinessModel shippedWithoutEncoder() {
        return resource(WITHOUT_ENCODER);
    }

    private static CheckWorthinessModel resource(String name) {
        try {
            return read(new ByteArrayInputStream(ShippedResource.bytes(CheckWorthinessModel.class, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a model in gzipped JSON. */
    static CheckWorthinessModel read(InputStream stream) throws IOException {
        return MAPPER.readValue(new GZIPInputStream(stream), CheckWorthinessModel.class);
    }

    /** Writes the model in gzipped JSON; the same model gives the same bytes. */
    public void write(Path file) throws IOException {
        try (OutputStream out = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            MAPPER.writeValue(out, this);
        }
    }

    /**
     * How likely a fact-checker would want to check a text, 0 to 1.
     *
     * @param features what was read in it
     * @param vector by {@link #encoder}; empty without one
     */
    double score(Set<String> features, float[] vector) {
        double sum = 0;
        int known = 0;
        for (String feature : features) {
            @Nullable Double weight = weights.get(feature);
            if (weight != null) {
                sum += weight;
                known++;
            }
        }
        double meaning = 0;
        for (int i = 0; i < encoding.size(); i++) {
            meaning += encoding.get(i) * vector[i];
        }
        return 1 / (1 + Math.exp(-(bias + sum * scale(known) + meaning)));
    }

    /** So that a long sentence does not count more than a short one: all examples have the same length as vectors. */
    static double scale(int features) {
        return 5 / Math.sqrt(Math.max(1, features));
    }
}
