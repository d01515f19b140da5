package dev.canard.indexer.stance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.event.Stance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A trained stance model as it is stored.
 *
 * @param version changes with every training
 * @param provenance what it was trained on, how, and what it reaches, by name
 * @param stances the classes; all arrays by class follow their order
 * @param bias by class
 * @param blocks what is added for each block of features
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StanceWeights(
        String version, Map<String, String> provenance, List<Stance> stances, double[] bias, List<Block> blocks) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * Weights of a block.
     *
     * @param name the block, see {@link StanceFeatures}
     * @param mean each feature's mean over the training data, which stands for a block that is missing
     * @param weights by class, then by feature
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(String name, float[] mean, float[][] weights) {}

    static StanceWeights read(byte[] json) {
        try {
            return MAPPER.readValue(json, StanceWeights.class);
        } catch (IOException e) {
            throw new UncheckedIOException("no stance model", e);
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
