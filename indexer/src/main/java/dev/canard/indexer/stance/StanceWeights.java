package dev.canard.indexer.stance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.event.Stance;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A trained stance model as it is stored.
 *
 * @param version version of this form
 * @param provenance what it was trained on, how, and what it reaches, by name
 * @param stances the classes; all arrays by class follow their order
 * @param bias by class
 * @param blocks what is added for each block of features
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StanceWeights(
        int version, Map<String, String> provenance, List<Stance> stances, double[] bias, List<Block> blocks) {

    /** The version of the form that this code reads and writes. */
    static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    StanceWeights {
        if (version != VERSION) {
            throw new IllegalArgumentException("a stance model of version " + version + ", not " + VERSION);
        }
    }

    /**
     * Weights of a block.
     *
     * @param name the block, see {@link StanceFeatures}
     * @param mean each feature's mean over the training data, which stands for a block that is missing
     * @param weights by class, then by feature
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(String name, float[] mean, float[][] weights) {}

    /** @throws IllegalArgumentException if the bytes are none, or of another version */
    static StanceWeights read(byte[] json) {
        try {
            return MAPPER.readValue(json, StanceWeights.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("no stance model: " + e.getMessage(), e);
        }
    }

    byte[] write() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stance model that cannot be written", e);
        }
    }
}
