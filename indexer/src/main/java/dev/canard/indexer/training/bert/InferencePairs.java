package dev.canard.indexer.training.bert;

import dev.canard.indexer.encoder.PairTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Pairs of natural language inference: does the first text entail the second, contradict it, or neither? */
final class InferencePairs {

    /** The classes, in the order of their numbers. */
    static final List<String> CLASSES = List.of("entail", "contradict", "neutral");

    private final Map<String, List<TrainingPair>> bySourceAndClass = new TreeMap<>();

    /**
     * Reads a TSV file with a header and the columns source, split, premise, hypothesis, label.
     *
     * @param split which part to take
     */
    InferencePairs(Path file, String split, PairTokenizer tokenizer) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split("\t", -1);
            int label = row.length == 5 ? CLASSES.indexOf(row[4]) : -1;
            if (label < 0) {
                throw new IOException("no pair of natural language inference in a line of " + file + ": " + line);
            }
            if (row[1].equals(split)) {
                bySourceAndClass
                        .computeIfAbsent(row[0] + " " + row[4], _ -> new ArrayList<>())
                        .add(new TrainingPair(tokenizer.pair(row[2], row[3]), label));
            }
        }
    }

    /** So many of each source and class at most, chosen at random. */
    List<TrainingPair> sample(int cap, Random random) {
        List<TrainingPair> sample = new ArrayList<>();
        for (List<TrainingPair> pairs : bySourceAndClass.values()) {
            List<TrainingPair> shuffled = new ArrayList<>(pairs);
            Collections.shuffle(shuffled, random);
            sample.addAll(shuffled.subList(0, Math.min(cap, shuffled.size())));
        }
        return sample;
    }
}
