package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Arrays;

/**
 * A text as an encoder sees it. Two vectors are comparable only if their encoders are the same.
 *
 * @param encoder the encoder's name and version
 * @param field the text that was encoded: {@code claim}, {@code title}
 * @param values unit length; not copied, so do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode compare the values
public record Vector(
        @JsonPropertyDescription("The encoder's name and version")
        String encoder,

        @JsonPropertyDescription("The text that was encoded")
        String field,

        @JsonPropertyDescription("Little-endian 32-bit floats in Base64, unit length")
        float[] values) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector(String itsEncoder, String itsField, float[] itsValues)
                && encoder.equals(itsEncoder)
                && field.equals(itsField)
                && Arrays.equals(values, itsValues);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * encoder.hashCode() + field.hashCode()) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Vector[" + encoder + ", " + field + ", " + values.length + " dimensions]";
    }
}
