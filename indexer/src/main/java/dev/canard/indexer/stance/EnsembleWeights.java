package dev.canard.indexer.stance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.indexer.match.LinearModel;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained ensemble as it is stored.
 *
 * @param version version of this form
 * @param provenance what it was trained on, how, and what it reaches, by name
 * @param crossEncoder id of the cross-encoder that it combines
 * @param stanceModel version of the stance model that it combines
 * @param classes the score of each class, a stance or {@link dev.canard.indexer.match.Reading#UNRELATED}
 */
record EnsembleWeights(
        int version,
        Map<String, String> provenance,
        String crossEncoder,
        String stanceModel,
        Map<String, LinearModel> classes) {

    /** The version of the form that this code reads and writes. */
    static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    EnsembleWeights {
        if (version != VERSION) {
            throw new IllegalArgumentException("a stance ensemble of version " + version + ", not " + VERSION);
        }
        provenance = Map.copyOf(provenance);
        classes = Map.copyOf(classes);
    }

    /** @throws IllegalArgumentException if the bytes are none, or of another version */
    static EnsembleWeights read(byte[] json) {
        try {
            return MAPPER.readValue(json, EnsembleWeights.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("no stance ensemble: " + e.getMessage(), e);
        }
    }

    byte[] write() {
        try {
            return MAPPER.writeValueAsBytes(
                    new EnsembleWeights(version, new TreeMap<>(provenance), crossEncoder, stanceModel, classes));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stance ensemble that cannot be written", e);
        }
    }
}
