package dev.canard.indexer.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.ingest.ShippedResource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a {@link DebunkMatcher} has learnt.
 *
 * @param version version of this form
 * @param encoders ids of the encoders whose cosines it was trained with
 * @param provenance the data, settings and figures of the training, for people
 * @param crossEncoder id of the cross-encoder that it was trained with
 * @param ranker scores a candidate by its {@link Feature features}, which count more or less by how near the candidates come
 * @param firstGuess how likely the post is about the first candidate before any was read, by the {@link AboutFeatures} of the
 *     ranker's order
 * @param reranker scores the first candidates once more, by {@link Reranker#FEATURES}
 * @param about how likely the post is about the first candidate, by {@link AboutFeatures}
 */
public record MatchModels(
        int version,
        List<String> encoders,
        String crossEncoder,
        Map<String, String> provenance,
        RankerModel ranker,
        LinearModel firstGuess,
        LinearModel reranker,
        AboutModel about) {

    /** The version of the form that this code reads and writes. */
    public static final int VERSION = 5;

    private static final String RESOURCE = "match-models.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    public MatchModels {
        requireVersion(version);
        encoders = List.copyOf(encoders);
        provenance = Map.copyOf(provenance);
    }

    /** The models that Canard ships, for the encoders that it ships. */
    public static MatchModels shipped() {
        return read(ShippedResource.bytes(MatchModels.class, RESOURCE));
    }

    /**
     * Reads models.
     *
     * @throws IllegalArgumentException if the bytes are none, or of another version
     */
    public static MatchModels read(byte[] json) {
        try {
            JsonNode itsVersion = MAPPER.readTree(json).path("version");
            if (itsVersion.isInt()) {
                // Another version may have another form, about which one could only complain in the words of a parser.
                requireVersion(itsVersion.intValue());
            }
            return MAPPER.readValue(json, MatchModels.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("no models: " + e.getMessage(), e);
        }
    }

    private static void requireVersion(int version) {
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "models of version " + version + ", not " + VERSION + ": train them anew");
        }
    }

    /** Changes with whatever changes the rankings. */
    public String id() {
        return "ranking-" + DigestUtils.sha256Hex(write()).substring(0, 8);
    }

    /** The models as JSON, with sorted keys. */
    public byte[] write() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("models that cannot be written", e);
        }
    }
}
