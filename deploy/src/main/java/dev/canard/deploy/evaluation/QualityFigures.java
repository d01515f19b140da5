package dev.canard.deploy.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.canard.ingest.ShippedResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How good Canard is known to be.
 *
 * @param version version of this form
 * @param measured when, and with which models; null before it was
 * @param figures the figures, in the order of a table
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QualityFigures(
        @JsonProperty(required = true) int version,
        @Nullable Measured measured,
        @JsonProperty(required = true) List<Figure> figures) {

    private static final int VERSION = 1;
    private static final String SHIPPED = "/quality.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public QualityFigures {
        if (version != VERSION) {
            throw new IllegalArgumentException("figures of version " + version + ", not " + VERSION);
        }
        figures = List.copyOf(figures);
    }

    /**
     * Where the values come from.
     *
     * @param date ISO date
     * @param models the models that gave them
     */
    public record Measured(String date, String models) {}

    /** Which way a figure gets better. */
    public enum Better {
        @JsonProperty("higher")
        HIGHER,
        @JsonProperty("lower")
        LOWER;

        /** As it is written in the list. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One figure.
     *
     * @param name what it says, for people
     * @param command arguments of {@code canard evaluate} that give it, with names of files relative to the data
     * @param metric its name among the figures that the command gives
     * @param better which way it gets better
     * @param value what was measured; null before it was
     * @param slack by how much it may be worse, at least 0
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figure(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String command,
            @JsonProperty(required = true) String metric,
            @JsonProperty(required = true) Better better,
            @Nullable Double value,
            @JsonProperty(required = true) double slack) {

        public Figure {
            if (name.isBlank() || command.isBlank() || metric.isBlank()) {
                throw new IllegalArgumentException("a figure needs a name, a command and a metric");
            }
            if (!(slack >= 0)) {
                throw new IllegalArgumentException("slack must be at least 0, was " + slack);
            }
        }

        /** Whether a value is no worse than this one, within the slack. */
        boolean holds(double measured) {
            if (value == null || Double.isNaN(measured)) {
                return false;
            }
            // A little more, for what decimal fractions lose as binary ones.
            double allowed = slack + 1e-9;
            return switch (better) {
                case HIGHER -> measured >= value - allowed;
                case LOWER -> measured <= value + allowed;
            };
        }

        Figure withValue(double measured) {
            return new Figure(name, command, metric, better, Math.rint(measured * 1e4) / 1e4, slack);
        }
    }

    /** The figures that Canard ships. */
    public static QualityFigures shipped() {
        try {
            return YAML.readValue(ShippedResource.bytes(QualityFigures.class, SHIPPED), QualityFigures.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads figures.
     *
     * @throws IOException if the file cannot be read or holds none; names it
     */
    public static QualityFigures read(Path file) throws IOException {
        try {
            return YAML.readValue(Files.readString(file), QualityFigures.class);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Writes the figures. */
    public void write(Path file) throws IOException {
        YAML.writeValue(file.toFile(), this);
    }
}
