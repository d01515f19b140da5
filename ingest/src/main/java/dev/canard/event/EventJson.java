package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The one JSON form of events: times in ISO 8601, absent values left out, vectors as Base64 of little-endian floats, keys
 * of maps sorted, so that equal events give equal bytes. Unknown fields are passed over, so that a newer writer may add some.
 */
public final class EventJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(float[].class, new FloatsToBase64())
                    .addDeserializer(float[].class, new FloatsFromBase64()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .annotationIntrospector(new RequiredUnlessNullable())
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private EventJson() {}

    /** A copy of the mapper, for tools that show events or make schemas of them. */
    public static JsonMapper mapper() {
        return MAPPER.copy();
    }

    /** The event as JSON in UTF-8, on one line. */
    public static byte[] write(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written: " + typeOf(event.getClass()), e);
        }
    }

    /**
     * Reads an event.
     *
     * @throws UnreadableEventException if the bytes are no JSON, lack a required field, hold a value that a field cannot
     *     have, or are of a newer version
     */
    public static <T extends Event> T read(byte[] json, Class<T> type) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            int version = tree.path("schemaVersion").asInt(Event.SCHEMA_VERSION);
            if (version > Event.SCHEMA_VERSION) {
                throw new UnreadableEventException("%s has version %d, this Canard reads up to %d"
                        .formatted(type.getSimpleName(), version, Event.SCHEMA_VERSION));
            }
            T event = MAPPER.treeToValue(tree, type);
            if (event == null) {
                throw new UnreadableEventException("no " + type.getSimpleName() + ": " + tree.getNodeType());
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new UnreadableEventException("no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UnreadableEventException("no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** The type of an event as CloudEvents and the schemas name it, for instance {@code dev.canard.post.v1}. */
    public static String typeOf(Class<? extends Event> type) {
        String words =
                type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return "dev.canard." + words + ".v" + Event.SCHEMA_VERSION;
    }

    private static final class FloatsToBase64 extends JsonSerializer<float[]> {
        @Override
        public void serialize(float[] values, JsonGenerator json, SerializerProvider provider) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            json.writeBinary(bytes.array());
        }
    }

    private static final class FloatsFromBase64 extends JsonDeserializer<float[]> {
        @Override
        public float[] deserialize(JsonParser json, DeserializationContext context) throws IOException {
            byte[] binary = json.hasToken(JsonToken.VALUE_STRING) ? json.getBinaryValue() : null;
            if (binary == null || binary.length % Float.BYTES != 0) {
                return context.reportInputMismatch(float[].class, "a vector must be Base64 of 32-bit floats");
            }
            ByteBuffer bytes = ByteBuffer.wrap(binary).order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            return values;
        }
    }
}
