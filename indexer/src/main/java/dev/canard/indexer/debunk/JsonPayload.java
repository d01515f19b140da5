package dev.canard.indexer.debunk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.indexer.debunk.ParsedDebunk.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Reads a payload as one JSON object, with the faults that publishers' pages have. */
final class JsonPayload {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private JsonPayload() {}

    static ParsedDebunk read(byte[] payload, Function<ObjectNode, ParsedDebunk> reader) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException e) {
            return new Rejection(Kind.NOT_UTF8, "the payload is no UTF-8");
        }
        if (withoutMark(text).isBlank()) {
            return new Rejection(Kind.EMPTY, "the payload is blank");
        }
        try {
            JsonNode json = tree(text);
            return json instanceof ObjectNode object
                    ? reader.apply(object)
                    : new Rejection(
                            Kind.NOT_JSON, "the payload must be one JSON object, is of type " + json.getNodeType());
        } catch (JsonProcessingException e) {
            return new Rejection(Kind.NOT_JSON, "the payload is no JSON" + where(e));
        }
    }

    /** Reads JSON with the faults of publishers' pages. */
    static JsonNode tree(String given) throws JsonProcessingException {
        String text = withoutMark(given);
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            try {
                return MAPPER.readTree(QuoteRepair.repair(text));
            } catch (JsonProcessingException afterRepair) {
                e.addSuppressed(afterRepair);
                throw e;
            }
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** The parser's own message may quote the payload, so only the place is told. */
    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : ", wrong at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}
