package dev.canard.deploy.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a file holds: decides the topic, the format of its payloads, and where their ids stand. */
public enum InputKind {
    POSTS("canard", "canard", List.of("id")),
    DEBUNKS("claimreview", "row", List.of("@id", "id", "identifier", "url"));

    private final String jsonFormat;
    private final String rowFormat;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> idFields;

    InputKind(String jsonFormat, String rowFormat, List<String> idFields) {
        this.jsonFormat = jsonFormat;
        this.rowFormat = rowFormat;
        this.idFields = idFields;
    }

    /** Name of the format of payloads of a layout. */
    String format(InputFile.Layout layout) {
        return switch (layout) {
            case JSONL -> jsonFormat;
            case TSV -> rowFormat;
            case ARTICLE -> "article";
        };
    }

    /**
     * The key under which a payload enters its topic: records of one id keep their order. Whether the id is valid is
     * decided later, where the payload is read in full.
     *
     * @param fallback the key of what has no id
     */
    String key(JsonNode payload, String fallback) {
        for (String field : idFields) {
            JsonNode id = payload.path(field);
            if (id.isValueNode() && !id.isNull() && !id.asText().isBlank()) {
                return id.asText().strip();
            }
        }
        return fallback;
    }
}
