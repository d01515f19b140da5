package dev.canard.indexer.encoder;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes a post that shares most words with a text to spread it, others to be about something else. For tests. */
public record WordCrossEncoder(String id) implements CrossEncoder {

    private static final double LEAST = .01;

    @Override
    public List<String> classes() {
        return List.of("SPREADS", "UNRELATED");
    }

    @Override
    public List<double[]> score(String first, List<String> seconds) {
        return seconds.stream().map(second -> score(first, second)).toList();
    }

    private static double[] score(String first, String second) {
        Set<String> words = words(second);
        int all = words.size();
        words.retainAll(words(first));
        double about = Math.clamp((double) words.size() / all, LEAST, 1 - LEAST);
        return new double[] {Math.log(about), Math.log(1 - about)};
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\W+")));
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
