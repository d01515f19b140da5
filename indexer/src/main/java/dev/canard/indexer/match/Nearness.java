package dev.canard.indexer.match;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** How near the candidates of a post come to it at all. */
public enum Nearness {
    /** The largest {@link Feature#BM25_BOTH_BY_POST}: high where a debunk says what the post says in the same words. */
    WORDS(Feature.BM25_BOTH_BY_POST),
    /** The largest {@link Feature#COSINE_BEST}: low where the post only alludes to a claim, or is about none. */
    MEANING(Feature.COSINE_BEST);

    private final String id = name().toLowerCase(Locale.ROOT);
    private final Feature feature;

    Nearness(Feature feature) {
        this.feature = feature;
    }

    /** Its name in models. */
    @JsonValue
    public String id() {
        return id;
    }

    /**
     * The nearness of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static Nearness of(String id) {
        for (Nearness nearness : values()) {
            if (nearness.id.equals(id)) {
                return nearness;
            }
        }
        throw new IllegalArgumentException("no nearness is named " + id);
    }

    /**
     * Of the candidates of one post.
     *
     * @param candidates the features of each, by name
     * @return 0 if there are none
     * @throws IllegalArgumentException if the feature is missing
     */
    public double of(Collection<Map<String, Double>> candidates) {
        return candidates.stream().mapToDouble(this::value).max().orElse(0);
    }

    private double value(Map<String, Double> features) {
        Double value = features.get(feature.id());
        if (value == null) {
            throw new IllegalArgumentException("nearness needs the feature " + feature.id());
        }
        return value;
    }
}
