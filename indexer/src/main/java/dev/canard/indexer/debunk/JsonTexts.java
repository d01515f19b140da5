package dev.canard.indexer.debunk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts in JSON-LD, which come as a string, a number, {@code {"@value": …}}, or a list of these.
 *
 * @see <a href="https://www.w3.org/TR/json-ld11/#value-objects">JSON-LD 1.1: value objects</a>
 */
final class JsonTexts {

    private JsonTexts() {}

    /** All texts of a field, blank ones left out. */
    static List<String> all(JsonNode field) {
        List<String> texts = new ArrayList<>();
        if (field.isArray()) {
            for (JsonNode element : field) {
                add(element, texts);
            }
        } else {
            add(field, texts);
        }
        return texts;
    }

    /** The first text of the first field that has one, null where none has. */
    static @Nullable String first(JsonNode object, String... fields) {
        for (String field : fields) {
            List<String> texts = all(object.path(field));
            if (!texts.isEmpty()) {
                return texts.getFirst();
            }
        }
        return null;
    }

    private static void add(JsonNode node, List<String> texts) {
        JsonNode value = node.isObject() ? node.path("@value") : node;
        if ((value.isTextual() || value.isNumber()) && !value.asText().isBlank()) {
            texts.add(value.asText().strip());
        }
    }
}
