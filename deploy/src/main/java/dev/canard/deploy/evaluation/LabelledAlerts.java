package dev.canard.deploy.evaluation;

import dev.canard.deploy.evaluation.Detection.Example;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader.ReadPost;
import dev.canard.deploy.text.Table;
import dev.canard.event.Alert;
import dev.canard.event.Match;
import dev.canard.event.Verdict;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.policy.Judgement;
import dev.canard.indexer.policy.MatchPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether the right posts alert, about the right debunk, on posts whose stance people have labelled. */
public final class LabelledAlerts {

    private static final String CANARD = RetrievalComparison.CANARD;
    private static final String ABOUT = "P(about) alone";
    private static final String ENGLISH = "en";

    /** A kind of wording with fewer posts says nothing. */
    private static final int LEAST_OF_A_KIND = 5;

    private final Workbench bench;

    public LabelledAlerts(Workbench bench) {
        this.bench = bench;
    }

    /**
     * A post, its labels, and what Canard made of it.
     *
     * @param language as the source says, null if it does not
     * @param firstIsRight whether the first debunk is the labelled one
     * @param alertable whether it would alert if the policy had no threshold
     * @param probability P(about) × P(spreads) of that alert, 0 without one
     */
    private record Judged(
            PostLabels labels, @Nullable String language, boolean firstIsRight, boolean alertable, double probability) {

        boolean alerts(double threshold) {
            return alertable && probability >= threshold;
        }
    }

    /**
     * Judges and measures.
     *
     * @param postFile JSON Lines with labels
     * @param backgroundFiles posts that should not alert
     * @throws IOException if a file cannot be read, or a post has no labels
     */
    public EvaluationResult evaluate(List<InputFile> debunkFiles, InputFile postFile, List<InputFile> backgroundFiles)
            throws IOException {
        bench.startMeasuring();
        List<ReadPost> posts = bench.posts(postFile);
        List<PostLabels> labels = PostLabels.of(posts);
        List<ReadPost> background = new ArrayList<>();
        for (InputFile file : backgroundFiles) {
            background.addAll(bench.posts(file));
        }
        try (IndexedDebunks debunks = bench.index(debunkFiles);
                DebunkSnapshot snapshot = debunks.index().acquire()) {
            Baselines baselines = bench.baselines();
            SequencedMap<String, List<Example>> scores = new LinkedHashMap<>();
            baselines.encoderNames().forEach(name -> scores.put(cosine(name), new ArrayList<>()));
            scores.put(ABOUT, new ArrayList<>());
            scores.put(CANARD, new ArrayList<>());
            List<Judged> judged = new ArrayList<>();
            List<EncodedPost> encoded = bench.encode(posts, debunks);
            for (int i = 0; i < encoded.size(); i++) {
                Map<String, List<Found>> lists = baselines.rank(encoded.get(i), snapshot, Set.of());
                Ranking ranking = bench.rank(encoded.get(i), debunks, Set.of());
                judged.add(judge(i, ranking, labels.get(i), lists, baselines.encoderNames(), scores));
                bench.terminal().progress("%,d of %,d posts judged".formatted(i + 1, encoded.size()));
            }
            int backgroundAlerts = 0;
            for (EncodedPost post : bench.encode(background, debunks)) {
                Judgement judgement = bench.judge(bench.rank(post, debunks, Set.of()), bench.policy());
                backgroundAlerts += judgement.alert() == null ? 0 : 1;
            }
            bench.terminal().end();
            return measured(judged, scores, background.size(), backgroundAlerts);
        }
    }

    private static String cosine(String encoder) {
        return encoder + " alone";
    }

    private Judged judge(
            int unit,
            Ranking ranking,
            PostLabels labels,
            Map<String, List<Found>> lists,
            List<String> encoders,
            Map<String, List<Example>> scores) {
        // An alert carries its probability; with next to no threshold every post has one that could alert.
        MatchPolicy open = bench.policy().withThreshold(Double.MIN_VALUE);
        Judgement judgement = bench.judge(ranking, open);
        Alert alert = judgement.alert();
        List<Match> matches = judgement.matches().matches();
        List<Found> ranked = Found.of(ranking.debunks());
        Set<String> right = labels.debunk() == null ? Set.of() : Set.of(labels.debunk());
        boolean firstIsRight = !ranked.isEmpty() && ranked.getFirst().isOneOf(right);
        double probability = alert == null ? Double.NEGATIVE_INFINITY : alert.probability();
        Double about = matches.isEmpty() ? null : matches.getFirst().about();
        for (String encoder : encoders) {
            List<Found> list = lists.getOrDefault(encoder, List.of());
            add(
                    scores,
                    cosine(encoder),
                    unit,
                    list.isEmpty() ? null : list.getFirst(),
                    list.isEmpty() ? null : list.getFirst().score(),
                    labels);
        }
        add(scores, ABOUT, unit, ranked.isEmpty() ? null : ranked.getFirst(), about, labels);
        boolean alertIsRight = labels.alert() && firstIsRight;
        Objects.requireNonNull(scores.get(CANARD))
                .add(new Example(unit, probability, labels.alert(), alert != null && alertIsRight));
        return new Judged(
                labels,
                ranking.post().claims().post().language(),
                firstIsRight,
                alert != null,
                alert == null ? 0 : probability);
    }

    /** A simple system alerts about its first debunk, unless its verdict is one that never alerts. */
    private void add(
            Map<String, List<Example>> scores,
            String system,
            int unit,
            @Nullable Found first,
            @Nullable Double score,
            PostLabels labels) {
        double its = first == null
                        || score == null
                        || !alerting(first.debunk().rating().verdict())
                ? Double.NEGATIVE_INFINITY
                : score;
        boolean right =
                labels.alert() && labels.debunk() != null && first != null && first.isOneOf(Set.of(labels.debunk()));
        Objects.requireNonNull(scores.get(system))
                .add(new Example(unit, its, labels.alert(), right && its > Double.NEGATIVE_INFINITY));
    }

    private boolean alerting(Verdict verdict) {
        return bench.policy().verdicts().contains(verdict);
    }

    private EvaluationResult measured(
            List<Judged> judged, SequencedMap<String, List<Example>> scores, int background, int backgroundAlerts) {
        Figures figures = new Figures();
        double threshold = bench.policy().threshold();
        List<Table> tables = new ArrayList<>();
        tables.add(systems(judged.size(), scores, threshold, background, backgroundAlerts, figures));
        tables.add(byStance(judged, threshold, figures));
        tables.add(firstDebunks(judged, figures));
        tables.add(sweep(new Detection(Objects.requireNonNull(scores.get(CANARD)))));
        List<Chart.Series> curves = new ArrayList<>();
        scores.forEach((system, examples) -> curves.add(Chart.precisionRecall(system, new Detection(examples))));
        return new EvaluationResult(
                "Alerts on labelled posts",
                tables,
                List.of(Chart.ofShares("Precision and recall of alerts", "recall", "precision", false, curves)),
                figures.byName());
    }

    private static Table systems(
            int posts,
            SequencedMap<String, List<Example>> scores,
            double threshold,
            int background,
            int backgroundAlerts,
            Figures figures) {
        List<List<String>> rows = new ArrayList<>();
        scores.forEach((system, examples) -> {
            Detection detection = new Detection(examples);
            Detection.Point best = detection.best();
            figures.put(system, "best-f1", best.f1());
            rows.add(row(system + ", best F1", best));
        });
        Detection.Point configured = new Detection(Objects.requireNonNull(scores.get(CANARD))).at(threshold);
        figures.put(CANARD, "precision", configured.precision());
        figures.put(CANARD, "recall", configured.recall());
        figures.put(CANARD, "f1", configured.f1());
        rows.add(row(CANARD + ", as configured", configured));
        List<String> notes = new ArrayList<>();
        notes.add("An alert is right if the post should alert and the debunk is the labelled one.");
        if (background > 0) {
            figures.put("background", "alerts", backgroundAlerts);
            notes.add("Of %,d background posts %,d alerted.".formatted(background, backgroundAlerts));
        }
        return new Table(
                "Alerts on %,d posts".formatted(posts),
                List.of("system", "threshold", "precision", "recall", "F1", "alerts"),
                rows,
                notes);
    }

    /** What happens at a point in words: its threshold, precision, recall, F1 and alerts. */
    static List<String> row(String name, Detection.Point point) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.2f", point.threshold()),
                Figures.share(point.precision()),
                Figures.share(point.recall()),
                Figures.share(point.f1()),
                "%,d of %,d right".formatted(point.right(), point.taken()));
    }

    private static Table byStance(List<Judged> judged, double threshold, Figures figures) {
        Map<String, int[]> counts = new TreeMap<>();
        for (Judged one : judged) {
            int[] count = counts.computeIfAbsent(one.labels().stance(), _ -> new int[2]);
            count[0]++;
            count[1] += one.alerts(threshold) ? 1 : 0;
        }
        List<List<String>> rows = new ArrayList<>();
        counts.forEach((stance, count) -> {
            figures.put("alerted", stance, count[1]);
            rows.add(List.of(stance, "%,d".formatted(count[0]), "%,d".formatted(count[1])));
        });
        return new Table(
                "Alerts by labelled stance, as configured", List.of("stance", "posts", "alerted"), rows, List.of());
    }

    private static Table firstDebunks(List<Judged> judged, Figures figures) {
        List<Judged> about =
                judged.stream().filter(one -> one.labels().debunk() != null).toList();
        List<List<String>> rows = new ArrayList<>();
        Function<Judged, String> kind = one -> one.labels().kind();
        Map<String, Integer> kinds = new TreeMap<>();
        about.forEach(one -> kinds.merge(kind.apply(one), 1, Integer::sum));
        firstDebunks("all", about, _ -> true, rows, figures);
        firstDebunks("English", about, one -> ENGLISH.equals(one.language()), rows, figures);
        kinds.forEach((name, posts) -> {
            if (posts >= LEAST_OF_A_KIND) {
                firstDebunks(name, about, one -> kind.apply(one).equals(name), rows, figures);
            }
        });
        return new Table(
                "The right debunk is first, of posts that have one",
                List.of("posts", "posts of it", "right", "share"),
                rows,
                List.of("Kinds are the first word of labels.note; those of fewer than %d posts are not listed."
                        .formatted(LEAST_OF_A_KIND)));
    }

    private static void firstDebunks(
            String name, List<Judged> about, Predicate<Judged> which, List<List<String>> rows, Figures figures) {
        List<Judged> its = about.stream().filter(which).toList();
        long right = its.stream().filter(Judged::firstIsRight).count();
        double share = figures.put("first-debunk", name, its.isEmpty() ? Double.NaN : (double) right / its.size());
        rows.add(List.of(name, "%,d".formatted(its.size()), "%,d".formatted(right), Figures.share(share)));
    }

    private static Table sweep(Detection canard) {
        List<List<String>> rows = new ArrayList<>();
        for (int percent = 20; percent < 100; percent += 5) {
            List<String> row = row("", canard.at(percent / 100.0));
            rows.add(row.subList(1, row.size()));
        }
        return new Table(
                "Canard at other thresholds",
                List.of("threshold", "precision", "recall", "F1", "alerts"),
                rows,
                List.of());
    }
}
