package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Every key of the configuration with its default, its type or unit, and its meaning, read from the records themselves. */
public final class SettingsReference {

    /**
     * One key.
     *
     * @param key its dotted name; {@code []} stands for the elements of a list that is empty by default
     * @param defaultValue its default in YAML's flow form
     * @param type what it holds, and in which unit
     * @param meaning what it does
     */
    public record Key(String key, String defaultValue, String type, String meaning) {}

    private SettingsReference() {}

    /** All keys in the order of the records. */
    public static List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        collect(CanardSettings.class, "", SettingsLoader.MAPPER.valueToTree(CanardSettings.DEFAULTS), keys);
        return List.copyOf(keys);
    }

    /** The reference page in Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                Keys of the YAML file that `--config` names, and of `--set key=value`. An unknown key or a value that cannot be
                stops the start with one line that names it. This page is generated from the records that hold the settings;
                `canard config` prints it for a terminal.

                | key | default | type | meaning |
                | --- | --- | --- | --- |
                """);
        for (Key key : keys()) {
            page.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            key.key(),
                            key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue() + "`",
                            key.type(),
                            key.meaning().replace("|", "\\|")));
        }
        return page.toString();
    }

    private static void collect(Class<?> type, String prefix, JsonNode defaults, List<Key> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + KebabCaseStrategy.INSTANCE.translate(component.getName());
            JsonNode value = defaults.path(KebabCaseStrategy.INSTANCE.translate(component.getName()));
            Class<?> held = component.getType();
            if (held.isRecord()) {
                collect(held, key + ".", value, keys);
            } else if (elementOf(component.getGenericType()) instanceof Class<?> element && element.isRecord()) {
                if (value.isEmpty()) {
                    collect(element, key + "[].", MissingNode.getInstance(), keys);
                }
                for (int i = 0; i < value.size(); i++) {
                    collect(element, key + "[" + i + "].", value.get(i), keys);
                }
            } else {
                keys.add(new Key(key, show(value), describe(held), meaning(component)));
            }
        }
    }

    private static String meaning(RecordComponent component) {
        return Objects.requireNonNull(
                        component.getAccessor().getAnnotation(JsonPropertyDescription.class),
                        () -> component + " has no description")
                .value();
    }

    private static Type elementOf(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == List.class
                ? generic.getActualTypeArguments()[0]
                : void.class;
    }

    private static String show(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "" : value.isTextual() ? value.asText() : value.toString();
    }

    private static String describe(Class<?> type) {
        if (type == Duration.class) {
            return "duration (ISO 8601)";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == float.class) {
            return "number";
        }
        if (type == int.class || type == long.class || type == short.class) {
            return "whole number";
        }
        if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        if (java.util.Collection.class.isAssignableFrom(type)) {
            return "list";
        }
        if (java.util.Map.class.isAssignableFrom(type)) {
            return "mapping";
        }
        return type.getSimpleName();
    }
}
