package dev.canard.deploy.evaluation;

import dev.canard.deploy.evaluation.Detection.Example;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader.ReadPost;
import dev.canard.deploy.text.Table;
import dev.canard.event.Match;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.Ranking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Whether a post is about its first debunk at all, by Canard and by simple scores. What should be found are posts with their
 * debunk, and only the right one counts as found; what should not are the same posts with their debunks and those debunks'
 * twins hidden, and background posts.
 */
public final class StrictAlerts {

    private static final String CANARD = RetrievalComparison.CANARD;
    private static final String NOT_APPLICABLE = "–";
    private static final double[] PRECISIONS = {.95, .90};
    private static final double[] PROBABILITIES = {.5, .8};

    private final Workbench bench;
    private final long seed;

    /**
     * @param seed decides the resamples of the intervals
     */
    public StrictAlerts(Workbench bench, long seed) {
        this.bench = bench;
        this.seed = seed;
    }

    /**
     * Judges and measures.
     *
     * @param relevant ids of debunks by id of the post; posts without any that is indexed are left out
     * @param backgroundFiles posts about none of the debunks
     * @throws IOException if a file cannot be read, or no post is about an indexed debunk
     */
    public EvaluationResult evaluate(
            List<InputFile> debunkFiles,
            InputFile postFile,
            Map<String, Set<String>> relevant,
            List<InputFile> backgroundFiles)
            throws IOException {
        bench.startMeasuring();
        List<ReadPost> posts = bench.posts(postFile);
        List<ReadPost> background = new ArrayList<>();
        for (InputFile file : backgroundFiles) {
            background.addAll(bench.posts(file));
        }
        try (IndexedDebunks debunks = bench.index(debunkFiles);
                DebunkSnapshot snapshot = debunks.index().acquire()) {
            Answers answers = new Answers(debunks, snapshot);
            int units = 0;
            int leftOut = 0;
            for (EncodedPost post : bench.encode(posts, debunks)) {
                Set<String> right = debunks.withTwins(
                        relevant.getOrDefault(post.claims().post().id(), Set.of()));
                if (right.isEmpty()) {
                    leftOut++;
                } else {
                    answers.add(units, post, right, Set.of());
                    answers.add(units, post, Set.of(), right);
                    units++;
                    bench.terminal().progress("%,d posts judged".formatted(units));
                }
            }
            if (units == 0) {
                throw new IOException(postFile.name() + ": no post is about a debunk that is indexed");
            }
            int judged = units;
            for (EncodedPost post : bench.encode(background, debunks)) {
                answers.addBackground(units++, post);
                bench.terminal().progress("%,d posts judged".formatted(units));
            }
            bench.terminal().end();
            return measured(answers, judged, leftOut, background.size());
        }
    }

    /** What each system answered. */
    private final class Answers {

        private final IndexedDebunks debunks;
        private final DebunkSnapshot snapshot;
        private final Baselines baselines = bench.baselines();
        private final SequencedMap<String, List<Example>> bySystem = new LinkedHashMap<>();
        private final List<Double> background = new ArrayList<>();

        Answers(IndexedDebunks debunks, DebunkSnapshot snapshot) {
            this.debunks = debunks;
            this.snapshot = snapshot;
            bySystem.put(Baselines.BM25, new ArrayList<>());
            baselines.encoderNames().forEach(name -> bySystem.put(name, new ArrayList<>()));
            bySystem.put(CANARD, new ArrayList<>());
        }

        /**
         * Asks all systems.
         *
         * @param right what should be found; empty if nothing should be
         * @return Canard's probability
         */
        double add(int unit, EncodedPost post, Set<String> right, Set<String> hidden) {
            Map<String, List<Found>> lists = baselines.rank(post, snapshot, hidden);
            bySystem.forEach((system, examples) -> {
                List<Found> list = lists.getOrDefault(system, List.of());
                if (!system.equals(CANARD)) {
                    examples.add(
                            list.isEmpty()
                                    ? new Example(unit, Double.NEGATIVE_INFINITY, !right.isEmpty(), false)
                                    : new Example(
                                            unit,
                                            list.getFirst().score(),
                                            !right.isEmpty(),
                                            list.getFirst().isOneOf(right)));
                }
            });
            Ranking ranking = bench.rank(post, debunks, hidden);
            List<Found> ranked = Found.of(ranking.debunks());
            double about = about(ranking);
            boolean found = !ranked.isEmpty() && ranked.getFirst().isOneOf(right);
            examples(CANARD).add(new Example(unit, about, !right.isEmpty(), found));
            return about;
        }

        void addBackground(int unit, EncodedPost post) {
            background.add(add(unit, post, Set.of(), Set.of()));
        }

        List<Example> examples(String system) {
            return Objects.requireNonNull(bySystem.get(system), system);
        }
    }

    /** The probability that the product shows. */
    private double about(Ranking ranking) {
        List<Match> matches = bench.judge(ranking, bench.policy()).matches().matches();
        Double about = matches.isEmpty() ? null : matches.getFirst().about();
        return about == null ? 0 : about;
    }

    private EvaluationResult measured(Answers answers, int judged, int leftOut, int background) {
        Figures figures = new Figures();
        Bootstrap bootstrap = new Bootstrap(judged + background, seed);
        List<List<String>> rows = new ArrayList<>();
        List<Chart.Series> curves = new ArrayList<>();
        answers.bySystem.forEach((system, examples) -> {
            Detection detection = new Detection(examples);
            List<String> row = new ArrayList<>();
            row.add(system);
            row.add(Figures.share(
                    figures.put(system, "auroc", detection.auroc()),
                    figures.put(system, "auroc", bootstrap.interval(detection::auroc))));
            row.add(Figures.share(figures.put(system, "auroc-right-first", detection.strictAuroc())));
            for (double precision : PRECISIONS) {
                String measure = String.format(Locale.ROOT, "recall@precision%.2f", precision);
                row.add(Figures.share(
                        figures.put(system, measure, detection.recallAtPrecision(precision)),
                        figures.put(
                                system,
                                measure,
                                bootstrap.interval(counts -> detection.recallAtPrecision(precision, counts)))));
            }
            if (system.equals(CANARD)) {
                Calibration calibration = detection.calibration();
                row.add(Figures.share(figures.put(system, "ece", calibration.error())));
                row.add(Figures.share(figures.put(system, "brier", calibration.brier())));
                for (double probability : PROBABILITIES) {
                    long sure = answers.background.stream()
                            .filter(about -> about >= probability)
                            .count();
                    row.add("%,d".formatted((long) figures.put(
                            "background", String.format(Locale.ROOT, "p%.1f", probability), (double) sure)));
                }
            } else {
                row.addAll(Arrays.asList(NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE));
            }
            rows.add(row);
            curves.add(Chart.precisionRecall(system, detection));
        });
        List<String> notes = new ArrayList<>();
        notes.add(
                "Recall counts only posts with the right debunk first. AUROC tells posts with their debunk from those without, whichever is first; right first, it ranks posts with a wrong one last.");
        notes.add("In brackets the 95%% interval of %,d resamples of the posts, seed %d."
                .formatted(Bootstrap.RESAMPLES, seed));
        if (leftOut > 0) {
            notes.add("%,d posts without an indexed debunk are left out.".formatted(leftOut));
        }
        Table table = new Table(
                "About a debunk or not: %,d posts with and without their debunk, %,d background posts"
                        .formatted(judged, background),
                List.of(
                        "system",
                        "AUROC",
                        "right first",
                        "recall at precision .95",
                        "at .90",
                        "ECE",
                        "Brier",
                        "background P ≥ .5",
                        "P ≥ .8"),
                rows,
                notes);
        return new EvaluationResult(
                "Telling whether a post is about a debunk",
                List.of(table),
                List.of(
                        Chart.ofShares("Precision and recall", "recall", "precision", false, curves),
                        reliability(new Detection(answers.examples(CANARD)).calibration())),
                figures.byName());
    }

    private static Chart reliability(Calibration calibration) {
        List<Chart.Point> points = calibration.bins().stream()
                .filter(bin -> bin.count() > 0)
                .map(bin -> new Chart.Point(bin.forecast(), bin.outcome(), "%,d".formatted(bin.count())))
                .toList();
        return Chart.ofShares(
                "Reliability of Canard's P(about), with the number of posts in each tenth",
                "P(about)",
                "share that is right",
                true,
                List.of(new Chart.Series(CANARD, points, true)));
    }
}
