package dev.canard.deploy.evaluation;

import dev.canard.event.Stance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads how posts stand to the claim that they are about, in the judgement of people. */
public final class StanceLabels {

    private static final String HEADER = "id\tstance";
    private static final String UNSURE = "unsure";

    private StanceLabels() {}

    /**
     * Stances by id of the post, empty where people were unsure.
     *
     * @param file TSV with the header id, stance; stance is one of {@link Stance} in lower case with dashes, or {@code unsure}
     * @throws IOException if there is no such file, it is no UTF-8, or a line is none; says which
     */
    public static Map<String, Optional<Stance>> read(Path file) throws IOException {
        List<String> lines = Qrels.lines(file);
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IOException(file + ":1: the header must be id, stance");
        }
        Map<String, Optional<Stance>> stances = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t", -1);
            if (fields.length != 2) {
                throw new IOException("%s:%d: %d fields instead of 2".formatted(file, i + 1, fields.length));
            }
            Optional<Stance> stance = Arrays.stream(Stance.values())
                    .filter(one -> one.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                            .equals(fields[1]))
                    .findFirst();
            if (stance.isEmpty() && !fields[1].equals(UNSURE)) {
                throw new IOException("%s:%d: no stance: %s".formatted(file, i + 1, fields[1]));
            }
            stances.put(fields[0], stance);
        }
        return stances;
    }
}
