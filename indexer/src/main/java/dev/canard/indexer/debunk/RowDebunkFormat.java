package dev.canard.indexer.debunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.indexer.debunk.ParsedDebunk.Rejection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table of fact-checks as a JSON object from column to text: {@code id} or {@code url}, {@code claim}, and if there are such
 * columns {@code title}, {@code subtitle}, {@code body}, {@code verdict} or {@code rating}, {@code publisher}, {@code url},
 * {@code date} and {@code language}. Other columns are passed over.
 */
public final class RowDebunkFormat implements DebunkFormat {

    @Override
    public String name() {
        return "row";
    }

    @Override
    public ParsedDebunk parse(byte[] payload) {
        return JsonPayload.read(payload, RowDebunkFormat::read);
    }

    private static ParsedDebunk read(ObjectNode row) {
        for (Map.Entry<String, JsonNode> column : row.properties()) {
            if (column.getValue().isContainerNode()) {
                return new Rejection(Kind.INVALID_FIELD, "a row must hold texts only, no objects or lists");
            }
        }
        String id = JsonTexts.first(row, "id", "url");
        if (id == null) {
            return new Rejection(Kind.MISSING_FIELD, "id or url must identify the review");
        }
        String claim = JsonTexts.first(row, "claim");
        if (claim == null) {
            return new Rejection(Kind.MISSING_FIELD, "claim must state the claim");
        }
        return new DebunkDraft(
                id,
                claim,
                JsonTexts.first(row, "title"),
                JsonTexts.first(row, "subtitle"),
                JsonTexts.first(row, "body"),
                rating(JsonTexts.first(row, "verdict", "rating")),
                JsonTexts.first(row, "publisher"),
                JsonTexts.first(row, "url"),
                JsonTexts.first(row, "date"),
                JsonTexts.first(row, "language"));
    }

    private static DraftRating rating(@Nullable String words) {
        return words == null ? DraftRating.NONE : new DraftRating(words, null, null, null);
    }
}
