package dev.canard.indexer.stance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;

/**
 * How sure a cross-encoder's stances are, as it is stored.
 *
 * @param version version of this form
 * @param provenance what it was fitted to, how, and what it reaches, by name
 * @param crossEncoder id of the cross-encoder
 * @param temperature at least {@link #COOLEST}; below 1 makes the cross-encoder surer, above 1 less sure
 */
record StanceCalibration(int version, Map<String, String> provenance, String crossEncoder, double temperature) {

    /** The version of the form that this code reads and writes. */
    static final int VERSION = 1;

    /** Below this, small probabilities to its reciprocal's power may all be 0. */
    static final double COOLEST = .1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    StanceCalibration {
        if (version != VERSION) {
            throw new IllegalArgumentException("a calibration of stance of version " + version + ", not " + VERSION);
        }
        if (!(temperature >= COOLEST) || temperature == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "the temperature must be at least %s and finite, was %s".formatted(COOLEST, temperature));
        }
        provenance = Map.copyOf(provenance);
    }

    /** @throws IllegalArgumentException if the bytes are none, or of another version */
    static StanceCalibration read(byte[] json) {
        try {
            return MAPPER.readValue(json, StanceCalibration.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("no calibration of stance: " + e.getMessage(), e);
        }
    }

    StanceCalibration withProvenance(Map<String, String> other) {
        return new StanceCalibration(version, other, crossEncoder, temperature);
    }

    byte[] write() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a calibration of stance that cannot be written", e);
        }
    }
}
