package dev.canard.deploy.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.canard.event.Event;
import dev.canard.event.Vector;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of an exported table.
 *
 * @param name unique in its table
 * @param type of its values
 * @param value a {@link String}, {@link Long}, {@link Double}, {@link Boolean} or {@link Instant} as the type says, or null
 */
record Column(String name, Type type, Function<ExportedRecord, @Nullable Object> value) {

    enum Type {
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        TIME
    }

    /**
     * The columns of a topic: where a record lies, then each field of its events. A field of a field is called by both names with a low
     * line between them; lists and maps are JSON in one column; vectors are left out, since they are large and can be made again.
     *
     * @param events the type of its values; null if they are bytes
     */
    static List<Column> of(@Nullable Class<? extends Event> events) {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("record_partition", Type.INTEGER, record -> (long) record.partition()),
                new Column("record_offset", Type.INTEGER, ExportedRecord::offset),
                new Column("record_time", Type.TIME, ExportedRecord::time),
                new Column("record_key", Type.TEXT, ExportedRecord::key),
                new Column("record_deleted", Type.BOOLEAN, record -> record.event() == null && record.bytes() == null),
                new Column(
                        "record_base64",
                        Type.TEXT,
                        record -> record.bytes() == null
                                ? null
                                : Base64.getEncoder().encodeToString(record.bytes()))));
        if (events != null) {
            addFields(columns, "", events, ExportedRecord::event);
        }
        return columns;
    }

    private static void addFields(
            List<Column> columns, String prefix, Class<?> type, Function<ExportedRecord, @Nullable JsonNode> parent) {
        for (RecordComponent field : type.getRecordComponents()) {
            String name = prefix + field.getName();
            Function<ExportedRecord, @Nullable JsonNode> node = record -> {
                JsonNode object = parent.apply(record);
                JsonNode value = object == null ? null : object.get(field.getName());
                return value == null || value.isNull() ? null : value;
            };
            if (field.getType().isRecord()) {
                addFields(columns, name + "_", field.getType(), node);
            } else if (!isVectors(field)) {
                Type columnType = typeOf(field.getType());
                columns.add(new Column(name, columnType, record -> {
                    JsonNode value = node.apply(record);
                    return value == null ? null : valueOf(columnType, value);
                }));
            }
        }
    }

    private static boolean isVectors(RecordComponent field) {
        return field.getGenericType() instanceof ParameterizedType list
                && List.of(list.getActualTypeArguments()).contains(Vector.class);
    }

    private static Type typeOf(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Type.INTEGER;
        }
        if (type == double.class || type == Double.class) {
            return Type.NUMBER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Type.BOOLEAN;
        }
        return type == Instant.class ? Type.TIME : Type.TEXT;
    }

    private static Object valueOf(Type type, JsonNode value) {
        return switch (type) {
            case TEXT -> value.isTextual() ? value.textValue() : value.toString();
            case INTEGER -> value.longValue();
            case NUMBER -> value.doubleValue();
            case BOOLEAN -> value.booleanValue();
            case TIME -> Instant.parse(value.textValue());
        };
    }
}
