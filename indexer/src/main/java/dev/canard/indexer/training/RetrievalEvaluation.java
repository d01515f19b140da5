package dev.canard.indexer.training;

import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/**
 * How well the right debunks come first, in the measures of the CLEF CheckThat! labs and of trec_eval. All averages run over
 * the posts that are about some debunk.
 */
public final class RetrievalEvaluation {

    private static final List<Integer> MAP_DEPTHS = List.of(1, 3, 5);
    private static final List<Integer> RECALL_DEPTHS = List.of(20, 50, 100);

    private static final List<Measure> MEASURES = all();

    private final SortedMap<String, Set<String>> relevant;
    private final Map<String, List<String>> ranked = new LinkedHashMap<>();

    /**
     * @param relevant ids of the debunks that a post is about, by post id
     */
    public RetrievalEvaluation(Map<String, Set<String>> relevant) {
        this.relevant = new TreeMap<>(relevant);
    }

    /** Adds the ranking of one post. */
    public void add(Ranking ranking) {
        add(ranking.post().claims().post().id(), ids(ranking.debunks()));
    }

    /** Adds the ranking of one post: ids of debunks, best first. */
    public void add(String postId, List<String> debunkIds) {
        ranked.put(postId, List.copyOf(debunkIds));
    }

    /** Each distinct debunk at its place; behind all of them the twins, which say nothing new. */
    private static List<String> ids(List<RankedDebunk> debunks) {
        List<String> ids = new ArrayList<>(
                debunks.stream().map(ranked -> ranked.debunk().id()).toList());
        debunks.forEach(ranked -> ids.addAll(ranked.twins()));
        return ids;
    }

    /** The measures by name: {@code MAP@1}, {@code MRR}, {@code recall@20} and so on, 0 to 1. */
    public Map<String, Double> measures() {
        Map<String, Double> means = new LinkedHashMap<>();
        for (Measure measure : MEASURES) {
            means.put(measure.name(), Arrays.stream(values(measure)).average().orElse(0));
        }
        return means;
    }

    /**
     * A measure of each post that is about some debunk, in the order of the posts' ids: what {@link #measures} averages.
     *
     * @throws IllegalArgumentException if there is no measure of that name
     */
    public double[] values(String name) {
        return values(MEASURES.stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no measure is named " + name)));
    }

    private double[] values(Measure measure) {
        return relevant.entrySet().stream()
                .mapToDouble(post ->
                        measure.of().applyAsDouble(ranked.getOrDefault(post.getKey(), List.of()), post.getValue()))
                .toArray();
    }

    private static List<Measure> all() {
        List<Measure> measures = new ArrayList<>();
        MAP_DEPTHS.forEach(depth ->
                measures.add(new Measure("MAP@" + depth, (found, right) -> averagePrecision(found, right, depth))));
        measures.add(new Measure("MRR", RetrievalEvaluation::reciprocalRank));
        RECALL_DEPTHS.forEach(
                depth -> measures.add(new Measure("recall@" + depth, (found, right) -> recall(found, right, depth))));
        return measures;
    }

    /** How well the ranking of one post does. */
    private record Measure(String name, ToDoubleBiFunction<List<String>, Set<String>> of) {}

    /** Writes the rankings as a run file of TREC. Scores only give the order. */
    public void writeRun(Path file, String tag) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (Map.Entry<String, List<String>> post : ranked.entrySet()) {
                int rank = 0;
                for (String debunk : post.getValue()) {
                    rank++;
                    out.write(String.format(
                            Locale.ROOT, "%s\tQ0\t%s\t%d\t%.6f\t%s%n", post.getKey(), debunk, rank, 1.0 / rank, tag));
                }
            }
        }
    }

    private static double averagePrecision(List<String> found, Set<String> right, int depth) {
        int hits = 0;
        double sum = 0;
        for (int i = 0; i < Math.min(depth, found.size()); i++) {
            if (right.contains(found.get(i))) {
                hits++;
                sum += (double) hits / (i + 1);
            }
        }
        return sum / Math.min(right.size(), depth);
    }

    private static double reciprocalRank(List<String> found, Set<String> right) {
        for (int i = 0; i < found.size(); i++) {
            if (right.contains(found.get(i))) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    private static double recall(List<String> found, Set<String> right, int depth) {
        long hits = found.stream().limit(depth).filter(right::contains).count();
        return (double) hits / right.size();
    }
}
