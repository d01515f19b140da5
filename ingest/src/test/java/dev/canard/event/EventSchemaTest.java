package dev.canard.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the records to their published schemas. {@code -Dschemas.update=true} writes the schemas anew. */
class EventSchemaTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/dev/canard/event");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Stream<Class<?>> types() {
        return Arrays.stream(Event.class.getPermittedSubclasses());
    }

    @BeforeAll
    static void updateIfAsked() throws IOException {
        if (Boolean.getBoolean("schemas.update")) {
            Files.createDirectories(SCHEMAS);
            for (Class<?> type : Event.class.getPermittedSubclasses()) {
                Files.writeString(SCHEMAS.resolve(fileOf(type.asSubclass(Event.class))), schemaOf(type));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void schema_isThePublishedOne(Class<? extends Event> type) throws IOException {
        Path file = SCHEMAS.resolve(fileOf(type));

        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(
                        "%s is what readers of the topic rely on. If a change is meant and they can live with it, run this test"
                                + " with -Dschemas.update=true and commit the file; otherwise raise Event.SCHEMA_VERSION",
                        file)
                .isEqualTo(schemaOf(type));
    }

    @ParameterizedTest
    @MethodSource("dev.canard.event.EventSamples#all")
    void event_isValid(Event event) throws IOException {
        String json = new String(EventJson.write(event), StandardCharsets.UTF_8);

        assertThat(published(event.getClass())
                        .validate(
                                json,
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.canard.event.EventSamples#full")
    void event_withoutARequiredField_isInvalid(Event event) throws IOException {
        ObjectNode whole = (ObjectNode) MAPPER.readTree(EventJson.write(event));
        Schema schema = published(event.getClass());

        for (RecordComponent component : event.getClass().getRecordComponents()) {
            ObjectNode without = whole.deepCopy();
            without.remove(component.getName());
            assertThat(schema.validate(without.toString(), InputFormat.JSON).isEmpty())
                    .as(component.getName())
                    .isEqualTo(isNullable(component));
        }
    }

    private static Schema published(Class<? extends Event> type) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMAS.resolve(fileOf(type))), InputFormat.JSON);
    }

    /** {@code dev.canard.post.v1} is described in {@code post.v1.schema.json}. */
    private static String fileOf(Class<? extends Event> type) {
        return EventJson.typeOf(type).substring("dev.canard.".length()) + ".schema.json";
    }

    private static String schemaOf(Class<?> type) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule())
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS);
        config.forFields().withRequiredCheck(field -> !isNullable(field));
        config.forTypesInGeneral().withCustomDefinitionProvider((resolved, context) -> {
            Class<?> raw = resolved.getErasedType();
            ObjectNode inline = MAPPER.createObjectNode();
            if (raw == byte[].class || raw == float[].class) {
                inline.put("type", "string").put("contentEncoding", "base64");
            } else if (raw == Instant.class) {
                inline.put("type", "string").put("format", "date-time");
            } else if (raw == LocalDate.class) {
                inline.put("type", "string").put("format", "date");
            } else if (raw == CleanText.Run.class) {
                inline.put("type", "array").put("minItems", 3).put("maxItems", 3);
                inline.putObject("items").put("type", "integer").put("minimum", 0);
                inline.put("description", "Index in the clean text, index in the original text, length");
            } else if (resolved.isInstanceOf(Map.class)) {
                inline.put("type", "object").putObject("additionalProperties").put("type", "number");
            } else {
                return null;
            }
            return new CustomDefinition(inline, true);
        });
        ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(type);
        ObjectNode properties = (ObjectNode) schema.get("properties");
        properties
                .putObject("schemaVersion")
                .put("type", "integer")
                .put("const", Event.SCHEMA_VERSION)
                .put("description", "Version of this JSON form");
        ((ArrayNode) schema.get("required")).add("schemaVersion");
        return schema.toPrettyString() + "\n";
    }

    private static boolean isNullable(MemberScope<?, ?> member) {
        return member instanceof FieldScope field
                && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
