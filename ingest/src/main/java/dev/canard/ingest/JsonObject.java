package dev.canard.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.event.DeadLetter.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a payload, read strictly: what a field holds must be of its type and within its bounds. Whatever is wrong
 * is told with the field's place in the payload, and without more of its value than a few characters.
 *
 * <p>A field that is null counts as absent.
 */
final class JsonObject {

    /** Of ids; in UTF-16 code units, as all lengths are. */
    static final int LONGEST_ID = 500;

    /** Of names of people and platforms. */
    static final int LONGEST_NAME = 200;

    /** Of a language tag: BCP 47 asks readers for 35. */
    static final int LONGEST_TAG = 35;

    /** Of an address: what servers and browsers take at most. */
    static final int LONGEST_LINK = 8_000;

    private static final int LONGEST_TIME = 200;
    private static final int LONGEST_QUOTE = 40;
    private static final int LONGEST_CAUSE = 120;

    private static final Pattern CONTROL_OR_HALF = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END_OF_TIME =
            Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

    /** Objects and lists within each other: no known platform comes near. */
    private static final int DEEPEST = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;

    /** Where it stands in the payload, with a point at the end; empty for the payload itself. */
    private final String place;

    private JsonObject(JsonNode node, String place) {
        this.node = node;
        this.place = place;
    }

    /** The text of a payload, without a byte order mark. */
    static String decoded(byte[] payload) throws RejectedException {
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

    static JsonObject of(String json) throws RejectedException {
        return of(json, "");
    }

    private static JsonObject of(String json, String place) throws RejectedException {
        String where = place.isEmpty() ? "" : place + " is ";
        if (json.isBlank()) {
            throw new RejectedException(Kind.EMPTY, place.isEmpty() ? "nothing in it" : place + " is blank");
        }
        try {
            JsonNode node = MAPPER.readTree(json);
            if (!node.isObject()) {
                throw new RejectedException(Kind.NOT_JSON, where + "not a JSON object, but " + typeOf(node));
            }
            return new JsonObject(node, place.isEmpty() ? "" : place + ".");
        } catch (JsonProcessingException e) {
            throw new RejectedException(Kind.NOT_JSON, where + "not a JSON object: " + cause(e));
        }
    }

    private static String cause(JsonProcessingException e) {
        String what = switch (e) {
            case JsonEOFException _ -> "unexpected end";
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

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    boolean isString(String field) {
        return node.path(field).isTextual();
    }

    boolean isInteger(String field) {
        return node.path(field).isIntegralNumber() && node.path(field).canConvertToLong();
    }

    boolean isObject(String field) {
        return node.path(field).isObject();
    }

    boolean isArray(String field) {
        return node.path(field).isArray();
    }

    /** How many elements a list or an object has; 0 for anything else. */
    int size(String field) {
        return node.path(field).size();
    }

    boolean isBoolean(String field) {
        return node.path(field).isBoolean();
    }

    /** A short text without white space around it and without control characters; null if absent or blank. */
    @Nullable
    String word(String field, int longest) throws RejectedException {
        if (!has(field)) {
            return null;
        }
        return word(node.get(field), field, longest);
    }

    private @Nullable String word(JsonNode value, String field, int longest) throws RejectedException {
        String word = string(value, field).strip();
        return word.isEmpty() ? null : checked(field, word, longest);
    }

    private String string(JsonNode value, String field) throws RejectedException {
        if (!value.isTextual()) {
            throw invalid(field, "must be a string, was " + typeOf(value));
        }
        return value.textValue();
    }

    String requiredWord(String field, int longest) throws RejectedException {
        require(field);
        String word = word(field, longest);
        if (word == null) {
            throw new RejectedException(Kind.MISSING_FIELD, place + field + " is blank");
        }
        return word;
    }

    /**
     * What a person or an account is called. Whoever gives the name may give any: it is cut, and what no word may hold becomes a space, so
     * that no name keeps a post from being read.
     *
     * @return null if absent or blank
     */
    @Nullable
    String name(String field) throws RejectedException {
        String name = has(field) ? string(node.get(field), field) : "";
        String plain = CONTROL_OR_HALF.matcher(name).replaceAll(" ").strip();
        return plain.isEmpty() ? null : start(plain, LONGEST_NAME);
    }

    /** An id, which may also be an integer; null if absent or blank. */
    @Nullable
    String id(String field) throws RejectedException {
        if (!has(field)) {
            return null;
        }
        JsonNode value = node.get(field);
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw invalid(field, "must be a string or an integer, was " + typeOf(value));
        }
        String id = value.asText().strip();
        return id.isEmpty() ? null : checked(field, id, LONGEST_ID);
    }

    String requiredId(String field) throws RejectedException {
        require(field);
        String id = id(field);
        if (id == null) {
            throw new RejectedException(Kind.MISSING_FIELD, place + field + " is blank");
        }
        return id;
    }

    /** A text as it is, of any length; null if absent. */
    @Nullable
    String text(String field) throws RejectedException {
        if (!has(field)) {
            return null;
        }
        String text = string(node.get(field), field);
        if (holdsHalfACharacter(text)) {
            throw invalid(field, "holds half a character");
        }
        return text;
    }

    String requiredText(String field) throws RejectedException {
        require(field);
        return Objects.requireNonNull(text(field));
    }

    /** False if absent. */
    boolean flag(String field) throws RejectedException {
        if (has(field) && !isBoolean(field)) {
            throw invalid(field, "must be true or false, was " + typeOf(node.get(field)));
        }
        return node.path(field).asBoolean();
    }

    /** Null if absent. */
    @Nullable
    Long integer(String field) throws RejectedException {
        if (!has(field)) {
            return null;
        }
        if (!isInteger(field)) {
            throw invalid(field, "must be an integer of 64 bits, was " + typeOf(node.get(field)));
        }
        return node.get(field).longValue();
    }

    long requiredInteger(String field) throws RejectedException {
        require(field);
        return Objects.requireNonNull(integer(field));
    }

    /** A time in ISO 8601 with its offset; null if absent or blank. */
    @Nullable
    Instant time(String field) throws RejectedException {
        String text = word(field, LONGEST_TIME);
        if (text == null) {
            return null;
        }
        try {
            return checked(field, DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from), text);
        } catch (DateTimeException _) {
            throw invalid(
                    field, "must be a time such as 2026-01-31T12:00:00Z, was \"" + cut(text, LONGEST_QUOTE) + "\"");
        }
    }

    /** A time in microseconds since 1970. */
    Instant requiredMicroseconds(String field) throws RejectedException {
        long micros = requiredInteger(field);
        Instant time =
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), 1_000L * Math.floorMod(micros, 1_000_000L));
        return checked(field, time, String.valueOf(micros));
    }

    /** A time in seconds since 1970, an integer, a fraction or a string of one; null if absent or blank. */
    @Nullable
    Instant seconds(String field) throws RejectedException {
        if (!has(field)) {
            return null;
        }
        JsonNode value = node.get(field);
        if (!value.isNumber() && !value.isTextual()) {
            throw invalid(field, "must be a number of seconds, was " + typeOf(value));
        }
        String text = value.asText().strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            double seconds = Double.parseDouble(cut(text, LONGEST_TIME));
            // Far beyond every year that is allowed, and within what can be computed.
            double millis = Math.clamp(seconds, -1e12, 1e12) * 1000;
            return checked(
                    field, Instant.ofEpochMilli(Double.isNaN(seconds) ? Long.MIN_VALUE : Math.round(millis)), text);
        } catch (NumberFormatException _) {
            throw invalid(field, "must be a number of seconds, was \"" + cut(text, LONGEST_QUOTE) + "\"");
        }
    }

    private Instant checked(String field, Instant time, String text) throws RejectedException {
        if (time.isBefore(FIRST_TIME) || !time.isBefore(END_OF_TIME)) {
            throw invalid(field, "must lie in the years 1 to 9999, was \"" + cut(text, LONGEST_QUOTE) + "\"");
        }
        return time;
    }

    /** Null if absent. */
    @Nullable
    JsonObject object(String field) throws RejectedException {
        if (!has(field)) {
            return null;
        }
        return object(node.get(field), field);
    }

    private JsonObject object(JsonNode value, String field) throws RejectedException {
        if (!value.isObject()) {
            throw invalid(field, "must be an object, was " + typeOf(value));
        }
        return new JsonObject(value, place + field + ".");
    }

    JsonObject requiredObject(String field) throws RejectedException {
        require(field);
        return Objects.requireNonNull(object(field));
    }

    /** The object that a string holds as JSON. */
    JsonObject embeddedObject(String field) throws RejectedException {
        return of(requiredText(field), place + field);
    }

    /** The objects of a list; empty if absent. */
    List<JsonObject> objects(String field) throws RejectedException {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode element : array(field)) {
            objects.add(object(element, "%s[%d]".formatted(field, objects.size())));
        }
        return objects;
    }

    /** The short texts of a list that are not blank, see {@link #word}; empty if absent. */
    List<String> words(String field, int longest) throws RejectedException {
        List<String> words = new ArrayList<>();
        int index = 0;
        for (JsonNode element : array(field)) {
            String word = word(element, "%s[%d]".formatted(field, index++), longest);
            if (word != null) {
                words.add(word);
            }
        }
        return words;
    }

    /** The same, where a single text may stand without its list. */
    List<String> wordOrWords(String field, int longest) throws RejectedException {
        if (isArray(field)) {
            return words(field, longest);
        }
        String word = word(field, longest);
        return word == null ? List.of() : List.of(word);
    }

    private Iterable<JsonNode> array(String field) throws RejectedException {
        if (!has(field)) {
            return List.of();
        }
        JsonNode value = node.get(field);
        if (!value.isArray()) {
            throw invalid(field, "must be an array, was " + typeOf(value));
        }
        return value;
    }

    /**
     * An object, or a string in its place, which becomes an object that has it under a name.
     *
     * @return null if absent
     */
    @Nullable
    JsonObject objectOrString(String field, String name) throws RejectedException {
        return has(field) ? objectOrString(node.get(field), field, name) : null;
    }

    /** The same; of a list it is the first, null if that is empty. */
    @Nullable
    JsonObject firstOf(String field, String name) throws RejectedException {
        JsonNode value = node.path(field);
        if (!value.isArray()) {
            return objectOrString(field, name);
        }
        return value.isEmpty() ? null : objectOrString(value.get(0), field + "[0]", name);
    }

    private JsonObject objectOrString(JsonNode value, String at, String name) throws RejectedException {
        if (value.isTextual()) {
            return new JsonObject(MAPPER.createObjectNode().set(name, value), place + at + ".");
        }
        if (!value.isObject()) {
            throw invalid(at, "must be a string or an object, was " + typeOf(value));
        }
        return object(value, at);
    }

    /** The names of its fields that are not null, in order. */
    List<String> fields() {
        return node.properties().stream()
                .filter(property -> !property.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void require(String field) throws RejectedException {
        if (!has(field)) {
            throw new RejectedException(Kind.MISSING_FIELD, place + field + " is missing");
        }
    }

    /** What is wrong with a field, to be thrown. */
    RejectedException invalid(String field, String problem) {
        return new RejectedException(Kind.INVALID_FIELD, place + field + " " + problem);
    }

    private String checked(String field, String value, int longest) throws RejectedException {
        if (value.length() > longest) {
            throw invalid(field, "has %d characters, at most %d are allowed".formatted(value.length(), longest));
        }
        if (holdsHalfACharacter(value) || holdsControl(value)) {
            throw invalid(field, "holds a control character or half a character");
        }
        return value;
    }

    private static boolean holdsHalfACharacter(String text) {
        int end;
        for (int start = 0; start < text.length(); start = end) {
            int character = text.codePointAt(start);
            end = start + Character.charCount(character);
            if (Character.MIN_SURROGATE <= character && character <= Character.MAX_SURROGATE) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String cut(String value, int longest) {
        return value.length() <= longest ? value : start(value, longest) + "…";
    }

    /** At most so much of a text, without half a character at its end. */
    private static String start(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    private static String typeOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY, OBJECT -> "an " + node.getNodeType().name().toLowerCase(Locale.ROOT);
            case NULL, MISSING -> "nothing";
            default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
