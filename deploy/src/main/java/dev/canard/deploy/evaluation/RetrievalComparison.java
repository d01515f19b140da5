package dev.canard.deploy.evaluation;

import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader.ReadPost;
import dev.canard.deploy.text.Table;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.training.RetrievalEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How well the right debunk comes first, by Canard and by simple systems. The measures are those of the CLEF CheckThat! labs,
 * over the posts that are about some debunk; ids of twins stand behind all other debunks of a list, whoever made it.
 */
public final class RetrievalComparison {

    static final String CANARD = "Canard";

    private static final String RUN_TAG = "canard";
    private static final int RUN_DEPTH = 100;
    private static final String MAIN_MEASURE = "MAP@5";
    private static final String RECIPROCAL_RANK = "MRR";
    private static final List<String> MEASURES = List.of("MAP@1", "MAP@3", MAIN_MEASURE, RECIPROCAL_RANK, "recall@50");
    private static final int CHART_DEPTH = 20;

    private final Workbench bench;
    private final long seed;

    /**
     * @param seed decides the resamples of the intervals
     */
    public RetrievalComparison(Workbench bench, long seed) {
        this.bench = bench;
        this.seed = seed;
    }

    /**
     * Ranks and measures.
     *
     * @param relevant ids of debunks by id of the post; without any nothing is measured
     * @param run where to write Canard's rankings as a run file of TREC, null for nowhere
     * @throws IOException if a file cannot be read or written
     */
    public EvaluationResult evaluate(
            List<InputFile> debunkFiles, InputFile postFile, Map<String, Set<String>> relevant, @Nullable Path run)
            throws IOException {
        bench.startMeasuring();
        Baselines baselines = bench.baselines();
        SequencedMap<String, RetrievalEvaluation> systems = new LinkedHashMap<>();
        baselines.names().forEach(name -> systems.put(name, new RetrievalEvaluation(relevant)));
        RetrievalEvaluation canard = new RetrievalEvaluation(relevant);
        systems.put(CANARD, canard);
        RetrievalEvaluation runFile = new RetrievalEvaluation(Map.of());
        List<ReadPost> posts = bench.posts(postFile);
        try (IndexedDebunks debunks = bench.index(debunkFiles);
                DebunkSnapshot snapshot = debunks.index().acquire()) {
            int done = 0;
            for (EncodedPost post : bench.encode(posts, debunks)) {
                String id = post.claims().post().id();
                baselines
                        .rank(post, snapshot, Set.of())
                        .forEach((name, list) -> required(systems, name).add(id, Found.ids(list)));
                List<Found> ranked =
                        Found.of(bench.rank(post, debunks, Set.of()).debunks());
                canard.add(id, Found.ids(ranked));
                runFile.add(id, Found.ids(ranked.stream().limit(RUN_DEPTH).toList()));
                bench.terminal().progress("%,d of %,d posts ranked".formatted(++done, posts.size()));
            }
            bench.terminal().end();
        }
        if (run != null) {
            runFile.writeRun(run, RUN_TAG);
        }
        return measured(systems, relevant.size(), posts.size());
    }

    private EvaluationResult measured(SequencedMap<String, RetrievalEvaluation> systems, int judged, int posts) {
        Figures figures = new Figures();
        List<Table> tables = new ArrayList<>();
        List<Chart> charts = new ArrayList<>();
        String cost = "CPU a post: reading claims %s, encoding %s, search and ranking %s."
                .formatted(
                        Figures.millis(figures.put(CANARD, "cpu-ms/claims", bench.extractionMillis())),
                        Figures.millis(figures.put(CANARD, "cpu-ms/encoding", bench.encodingMillis())),
                        Figures.millis(figures.put(CANARD, "cpu-ms/ranking", bench.rankingMillis())));
        if (judged == 0) {
            tables.add(new Table("%,d posts ranked".formatted(posts), List.of("system"), List.of(), List.of(cost)));
        } else {
            tables.add(table(systems, judged, cost, figures));
            charts.add(chart(systems));
        }
        return new EvaluationResult("Finding the right debunk", tables, charts, figures.byName());
    }

    private Table table(SequencedMap<String, RetrievalEvaluation> systems, int judged, String cost, Figures figures) {
        Bootstrap bootstrap = new Bootstrap(judged, seed);
        RetrievalEvaluation canard = required(systems, CANARD);
        List<List<String>> rows = new ArrayList<>();
        systems.forEach((name, evaluation) -> {
            Map<String, Double> measures = evaluation.measures();
            List<String> row = new ArrayList<>();
            row.add(name);
            for (String measure : MEASURES) {
                double value = figures.put(name, measure, measures.getOrDefault(measure, Double.NaN));
                boolean bounded = measure.equals(MAIN_MEASURE) || measure.equals(RECIPROCAL_RANK);
                row.add(
                        bounded
                                ? Figures.share(
                                        value, figures.put(name, measure, bootstrap.mean(evaluation.values(measure))))
                                : Figures.share(value));
            }
            row.add(
                    name.equals(CANARD)
                            ? "–"
                            : figures.put(
                                            name,
                                            MAIN_MEASURE + "/minus-canard",
                                            bootstrap.difference(
                                                    evaluation.values(MAIN_MEASURE), canard.values(MAIN_MEASURE)))
                                    .toString());
            rows.add(row);
        });
        List<String> columns = new ArrayList<>();
        columns.add("system");
        columns.addAll(MEASURES);
        columns.add(MAIN_MEASURE + " minus Canard's");
        return new Table(
                "Finding the right debunk, %,d posts".formatted(judged),
                columns,
                rows,
                List.of(
                        "In brackets the 95%% interval of %,d resamples of the posts, seed %d; differences are paired."
                                .formatted(Bootstrap.RESAMPLES, seed),
                        cost));
    }

    private static Chart chart(SequencedMap<String, RetrievalEvaluation> systems) {
        List<Chart.Series> series = new ArrayList<>();
        systems.forEach((name, evaluation) -> {
            double[] reciprocalRanks = evaluation.values(RECIPROCAL_RANK);
            List<Chart.Point> points = new ArrayList<>();
            for (int depth = 1; depth <= CHART_DEPTH; depth++) {
                int found = 0;
                for (double reciprocalRank : reciprocalRanks) {
                    found += reciprocalRank * depth >= 1 - 1e-9 ? 1 : 0;
                }
                points.add(new Chart.Point(depth, (double) found / reciprocalRanks.length, ""));
            }
            series.add(new Chart.Series(name, points, false));
        });
        return new Chart(
                "Posts whose right debunk is among the first",
                "debunks looked at",
                "share of posts",
                1,
                CHART_DEPTH,
                false,
                series);
    }

    private static RetrievalEvaluation required(Map<String, RetrievalEvaluation> systems, String name) {
        return Objects.requireNonNull(systems.get(name), name);
    }
}
