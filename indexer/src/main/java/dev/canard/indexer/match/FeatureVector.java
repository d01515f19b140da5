package dev.canard.indexer.match;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The features of one candidate. */
final class FeatureVector {

    private final Map<Feature, Double> values = new EnumMap<>(Feature.class);

    /** Its value, 0 if it was not set. */
    double get(Feature feature) {
        return values.getOrDefault(feature, 0.0);
    }

    /**
     * Sets a feature.
     *
     * @throws IllegalArgumentException if the value is not finite
     */
    void put(Feature feature, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(feature + " is " + value);
        }
        values.put(feature, value);
    }

    /** By name, in the order of {@link Feature}. */
    Map<String, Double> byName() {
        Map<String, Double> named = new LinkedHashMap<>();
        for (Feature feature : Feature.values()) {
            named.put(feature.id(), get(feature));
        }
        return named;
    }
}
