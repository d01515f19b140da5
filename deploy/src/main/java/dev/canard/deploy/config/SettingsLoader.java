package dev.canard.deploy.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.canard.event.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link CanardSettings} from YAML: what the file does not say keeps its default, what it says must be known. Single
 * keys can be overridden as {@code key=value}.
 */
public final class SettingsLoader {

    static final YAMLMapper MAPPER = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addDeserializer(Verdict.class, new BareVerdict()))
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private SettingsLoader() {}

    /** A verdict without quotes: YAML takes FALSE and TRUE for booleans. */
    private static final class BareVerdict extends StdScalarDeserializer<Verdict> {

        private static final long serialVersionUID = 1;

        private BareVerdict() {
            super(Verdict.class);
        }

        @Override
        public Verdict deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String name = parser.getText();
            try {
                return Verdict.valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                return (Verdict) context.handleWeirdStringValue(
                        Verdict.class, name, "not one of %s", Arrays.toString(Verdict.values()));
            }
        }
    }

    /**
     * Loads the settings.
     *
     * @param file YAML file, null for none
     * @param overrides {@code key=value} with dotted keys, applied after the file
     * @throws SettingsException if the file cannot be read, a key is unknown or a value cannot be
     */
    public static CanardSettings load(@Nullable Path file, List<String> overrides) {
        ObjectNode tree = MAPPER.valueToTree(CanardSettings.DEFAULTS);
        if (file != null) {
            merge(tree, parse(file));
        }
        for (String override : overrides) {
            merge(tree, parse(override));
        }
        completeShadows(tree);
        return settings(tree);
    }

    /** Settings as a file that {@link #load} reads. It holds what is secret in them. */
    public static String write(CanardSettings settings) {
        try {
            return MAPPER.writeValueAsString(settings);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CanardSettings settings(ObjectNode tree) {
        try {
            return MAPPER.treeToValue(tree, CanardSettings.class);
        } catch (UnrecognizedPropertyException e) {
            String known = e.getKnownPropertyIds() == null
                    ? ""
                    : e.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", ", "; known here: ", ""));
            throw new SettingsException("unknown key " + keyOf(e) + known, e);
        } catch (JsonMappingException e) {
            String message = e.getCause() instanceof IllegalArgumentException refused
                    ? refused.getMessage()
                    : e.getOriginalMessage();
            throw new SettingsException(keyOf(e) + ": " + message, e);
        } catch (JacksonException e) {
            throw new SettingsException(e.getOriginalMessage(), e);
        }
    }

    /**
     * Settings with some changes; policies in shadow keep what they have.
     *
     * @param overrides {@code key=value} with dotted keys
     * @throws SettingsException if a key is unknown or a value cannot be
     */
    public static CanardSettings changed(CanardSettings settings, List<String> overrides) {
        ObjectNode tree = MAPPER.valueToTree(settings);
        overrides.forEach(override -> merge(tree, parse(override)));
        return settings(tree);
    }

    /** What a policy in shadow leaves out is as in the policy in force. */
    private static void completeShadows(ObjectNode tree) {
        if (!(tree.get("policy") instanceof ObjectNode policy)) {
            return;
        }
        complete(tree.get("shadow-policies"), policy);
        complete(tree.get("shadow-models"), MAPPER.createObjectNode().set("policy", policy));
    }

    private static void complete(@Nullable JsonNode list, ObjectNode defaults) {
        if (list instanceof ArrayNode elements) {
            for (int i = 0; i < elements.size(); i++) {
                ObjectNode complete = defaults.deepCopy();
                merge(complete, elements.get(i));
                elements.set(i, complete);
            }
        }
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode tree = MAPPER.readTree(Files.readString(file));
            if (tree.isMissingNode() || tree.isNull()) {
                return MAPPER.createObjectNode();
            }
            if (!tree.isObject()) {
                throw new SettingsException(file + ": not a mapping of keys to values");
            }
            return tree;
        } catch (JacksonException e) {
            throw new SettingsException(
                    "%s, line %d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()), e);
        } catch (NoSuchFileException e) {
            throw new SettingsException(file + ": no such file", e);
        } catch (IOException e) {
            throw new SettingsException(file + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(String override) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw new SettingsException("not of the form key=value: " + override);
        }
        try {
            JsonNode value = MAPPER.readTree(override.substring(equals + 1));
            String[] keys = override.substring(0, equals).split("\\.", -1);
            for (int i = keys.length - 1; i >= 0; i--) {
                value = MAPPER.createObjectNode().set(keys[i], value);
            }
            return value;
        } catch (JacksonException e) {
            throw new SettingsException(override + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Objects are merged key by key; a list or a value replaces the one before. */
    private static void merge(ObjectNode into, JsonNode from) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            JsonNode existing = into.get(entry.getKey());
            if (existing instanceof ObjectNode object && entry.getValue().isObject()) {
                merge(object, entry.getValue());
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static String keyOf(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
