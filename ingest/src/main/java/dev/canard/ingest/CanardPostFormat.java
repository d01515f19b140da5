package dev.canard.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.event.Author;
import dev.canard.event.DeadLetter.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Canard's own format: a post is a JSON object in UTF-8.
 *
 * <pre>{@code
 * {"id": "at://did:plc:1/app.bsky.feed.post/2", "text": "…", "createdAt": "2026-01-31T12:00:00Z", "lang": "en",
 *  "platform": "bluesky", "author": {"handle": "jane", "name": "Jane Doe"}}
 * {"id": 42, "deleted": true}
 * }</pre>
 *
 * Required are {@code id} (a string or an integer) and {@code text}; {@code author} may also be a string, the handle;
 * {@code created_at} is read too. An optional field may be null or blank instead of left out, as a row of a table gives it.
 * Other fields are passed over.
 */
public final class CanardPostFormat implements PostFormat {

    private static final int LONGEST_ID = 500;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TAG = 35;
    private static final int LONGEST_QUOTE = 40;
    private static final int LONGEST_CAUSE = 120;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public String name() {
        return "canard";
    }

    @Override
    public ParsedPost parse(byte[] payload) {
        try {
            return post(object(decoded(payload)));
        } catch (RejectedException e) {
            return e.rejection;
        }
    }

    private static String decoded(byte[] payload) throws RejectedException {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        CharBuffer text = CharBuffer.allocate(payload.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (decoder.decode(bytes, text, true).isError()) {
            throw new RejectedException(Kind.NOT_UTF8, "not UTF-8 at byte " + bytes.position());
        }
        text.flip();
        boolean byteOrderMark = text.hasRemaining() && text.charAt(0) == '\uFEFF';
        return text.subSequence(byteOrderMark ? 1 : 0, text.length()).toString();
    }

    private static JsonNode object(String json) throws RejectedException {
        if (json.isBlank()) {
            throw new RejectedException(Kind.EMPTY, "nothing in it");
        }
        try {
            JsonNode node = MAPPER.readTree(json);
            if (!node.isObject()) {
                throw new RejectedException(Kind.NOT_JSON, "not a JSON object, but " + typeOf(node));
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new RejectedException(Kind.NOT_JSON, "not a JSON object: " + cause(e));
        }
    }

    private static String cause(JsonProcessingException e) {
        String what = switch (e) {
            case JsonEOFException _ -> "unexpected end";
            case StreamConstraintsException _ -> "nested too deeply or too large a number";
            default -> cut(e.getOriginalMessage().lines().findFirst().orElse("broken"), LONGEST_CAUSE);
        };
        return e.getLocation() == null
                ? what
                : "%s at line %d, column %d"
                        .formatted(
                                what,
                                e.getLocation().getLineNr(),
                                e.getLocation().getColumnNr());
    }

    private static ParsedPost post(JsonNode object) throws RejectedException {
        String id = id(object);
        JsonNode deleted = object.path("deleted");
        if (!deleted.isMissingNode() && !deleted.isNull() && !deleted.isBoolean()) {
            throw invalid("deleted", "must be true or false, was " + typeOf(deleted));
        }
        if (deleted.asBoolean()) {
            return new ParsedPost.Delete(id);
        }
        return new ParsedPost.Draft(
                id,
                text(object),
                createdAt(object),
                optional(object, "lang", LONGEST_TAG),
                optional(object, "platform", LONGEST_NAME),
                author(object.path("author")));
    }

    private static String id(JsonNode object) throws RejectedException {
        JsonNode node = required(object, "id");
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw invalid("id", "must be a string or an integer, was " + typeOf(node));
        }
        String id = node.asText().strip();
        if (id.isEmpty()) {
            throw new RejectedException(Kind.MISSING_FIELD, "id is blank");
        }
        return checked("id", id, LONGEST_ID);
    }

    private static String text(JsonNode object) throws RejectedException {
        JsonNode node = required(object, "text");
        if (!node.isTextual()) {
            throw invalid("text", "must be a string, was " + typeOf(node));
        }
        return node.textValue();
    }

    private static @Nullable Instant createdAt(JsonNode object) throws RejectedException {
        String field = object.hasNonNull("createdAt") ? "createdAt" : "created_at";
        String text = optional(object, field, LONGEST_NAME);
        if (text == null) {
            return null;
        }
        try {
            Instant time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1 || year > 9999) {
                throw invalid(field, "must lie in the years 1 to 9999, was \"" + cut(text, LONGEST_QUOTE) + "\"");
            }
            return time;
        } catch (DateTimeException _) {
            throw invalid(
                    field, "must be a time such as 2026-01-31T12:00:00Z, was \"" + cut(text, LONGEST_QUOTE) + "\"");
        }
    }

    private static @Nullable Author author(JsonNode node) throws RejectedException {
        String handle;
        String name = null;
        if (node.isObject()) {
            handle = optional(node, "handle", LONGEST_NAME);
            name = optional(node, "name", LONGEST_NAME);
        } else if (node.isMissingNode() || node.isNull() || node.isTextual()) {
            handle = node.asText("").isBlank()
                    ? null
                    : checked("author", node.asText().strip(), LONGEST_NAME);
        } else {
            throw invalid("author", "must be a string or an object, was " + typeOf(node));
        }
        if (handle != null && handle.startsWith("@")) {
            handle = handle.substring(1);
        }
        return handle == null && name == null ? null : new Author(handle, name);
    }

    private static JsonNode required(JsonNode object, String field) throws RejectedException {
        if (!object.hasNonNull(field)) {
            throw new RejectedException(Kind.MISSING_FIELD, field + " is missing");
        }
        return object.get(field);
    }

    private static @Nullable String optional(JsonNode object, String field, int longest) throws RejectedException {
        if (!object.hasNonNull(field)) {
            return null;
        }
        JsonNode node = object.get(field);
        if (!node.isTextual()) {
            throw invalid(field, "must be a string, was " + typeOf(node));
        }
        String value = node.textValue().strip();
        return value.isEmpty() ? null : checked(field, value, longest);
    }

    private static String checked(String field, String value, int longest) throws RejectedException {
        if (value.length() > longest) {
            throw invalid(field, "has %d characters, at most %d are allowed".formatted(value.length(), longest));
        }
        if (value.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw invalid(field, "holds a control character or half a character");
        }
        return value;
    }

    private static String cut(String value, int longest) {
        return value.length() <= longest ? value : value.substring(0, longest) + "…";
    }

    private static String typeOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY, OBJECT -> "an " + node.getNodeType().name().toLowerCase(Locale.ROOT);
            case NULL, MISSING -> "nothing";
            default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static RejectedException invalid(String field, String problem) {
        return new RejectedException(Kind.INVALID_FIELD, field + " " + problem);
    }

    /** Leaves the reading of a payload as soon as something is wrong with it. */
    private static final class RejectedException extends Exception {

        private static final long serialVersionUID = 1;

        private final transient ParsedPost.Rejection rejection;

        RejectedException(Kind kind, String message) {
            super(message, null, false, false);
            rejection = new ParsedPost.Rejection(kind, message);
        }
    }
}
