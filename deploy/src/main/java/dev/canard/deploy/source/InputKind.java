package dev.canard.deploy.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a file holds: decides the topic, the format of its payloads, and which columns a table has. */
public enum InputKind {
    POSTS(
            "canard",
            "canard",
            List.of("id"),
            List.of(
                    "id",
                    "text",
                    "createdAt",
                    "lang",
                    "platform",
                    "author",
                    "url",
                    "receivedAt",
                    "editedAt",
                    "parent",
                    "root",
                    "quoted",
                    "repostOf",
                    "links")),
    DEBUNKS(
            "claimreview",
            "row",
            List.of("id", "url"),
            List.of(
                    "id",
                    "claim",
                    "title",
                    "subtitle",
                    "body",
                    "verdict",
                    "rating",
                    "publisher",
                    "url",
                    "date",
                    "language"));

    private final String jsonFormat;
    private final String rowFormat;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> idColumns;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> columns;

    InputKind(String jsonFormat, String rowFormat, List<String> idColumns, List<String> columns) {
        this.jsonFormat = jsonFormat;
        this.rowFormat = rowFormat;
        this.idColumns = idColumns;
        this.columns = columns;
    }

    /** Name of the format of payloads that were JSON, unless the file names another. */
    String jsonFormat() {
        return jsonFormat;
    }

    /** Name of the format of payloads that were rows. */
    String rowFormat() {
        return rowFormat;
    }

    /** Columns of which the first that a row has identifies it. */
    List<String> idColumns() {
        return idColumns;
    }

    /** Columns that mean something. */
    List<String> columns() {
        return columns;
    }

    /**
     * The key under which a post or a row enters its topic: records of one id keep their order. Whether the id is valid is
     * decided later, where the payload is read in full.
     *
     * @param fallback the key of what has no id
     */
    String key(JsonNode payload, String fallback) {
        for (String field : idColumns) {
            JsonNode id = payload.path(field);
            if (id.isValueNode() && !id.isNull() && !id.asText().isBlank()) {
                return id.asText().strip();
            }
        }
        return fallback;
    }
}
