package dev.canard.deploy.evaluation;

import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader.ReadPost;
import dev.canard.deploy.text.Table;
import dev.canard.event.Match;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.match.EncodedPost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Whether Canard sees how real posts stand to the claim that they are known to be about. */
public final class LabelledStances {

    private static final String TARGET = "stance";

    private final Workbench bench;
    private final long seed;

    /**
     * @param seed decides the intervals
     */
    public LabelledStances(Workbench bench, long seed) {
        this.bench = bench;
        this.seed = seed;
    }

    /**
     * A post that people read.
     *
     * @param isLabelled whether they found the stance in question
     * @param isFound whether Canard's first match says so
     * @param isSure whether it is sure of it
     */
    private record Judged(boolean isLabelled, boolean isFound, boolean isSure) {}

    /**
     * Judges the posts that are about a debunk and measures how well one stance is told from all others.
     *
     * @param relevant ids of debunks by id of the post
     * @param labels the posts with a stance by id; where it is empty people were unsure, and the post is left out. Whatever has no
     *     label has another stance
     * @throws IOException if a file cannot be read, or no post is labelled
     */
    public EvaluationResult evaluate(
            List<InputFile> debunkFiles,
            InputFile postFile,
            Map<String, Set<String>> relevant,
            Map<String, Optional<Stance>> labels)
            throws IOException {
        List<ReadPost> posts = bench.posts(postFile).stream()
                .filter(post -> relevant.containsKey(post.post().id()))
                .filter(post -> !Optional.empty().equals(labels.get(post.post().id())))
                .toList();
        Set<Stance> stances =
                Set.copyOf(labels.values().stream().flatMap(Optional::stream).toList());
        Map<Stance, List<Judged>> judged = new EnumMap<>(Stance.class);
        try (IndexedDebunks debunks = bench.index(debunkFiles)) {
            for (EncodedPost post : bench.encode(posts, debunks)) {
                Optional<StanceEstimate> found = stance(post, debunks);
                Optional<Stance> label =
                        labels.getOrDefault(post.claims().post().id(), Optional.empty());
                for (Stance stance : stances) {
                    Judged its = new Judged(
                            label.equals(Optional.of(stance)),
                            found.filter(estimate -> estimate.likeliest() == stance)
                                    .isPresent(),
                            found.filter(estimate -> estimate.isSure(stance)).isPresent());
                    judged.computeIfAbsent(stance, _ -> new ArrayList<>()).add(its);
                }
            }
        }
        if (judged.isEmpty()) {
            throw new IOException("none of the posts of " + postFile.name() + " is about a debunk and labelled");
        }
        return measured(posts.size(), judged);
    }

    private Optional<StanceEstimate> stance(EncodedPost post, IndexedDebunks debunks) {
        List<Match> matches = bench.judge(bench.rank(post, debunks, Set.of()), bench.policy())
                .matches()
                .matches();
        return matches.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(matches.getFirst().stance());
    }

    private EvaluationResult measured(int posts, Map<Stance, List<Judged>> judged) {
        Figures figures = new Figures();
        Bootstrap bootstrap = new Bootstrap(posts, seed);
        List<List<String>> rows = new ArrayList<>();
        int[] once = new int[posts];
        Arrays.fill(once, 1);
        judged.forEach((stance, its) -> {
            rows.add(row(stance.toString(), its, Judged::isFound, figures, bootstrap, once));
            rows.add(row("surely " + stance, its, Judged::isSure, figures, bootstrap, once));
        });
        return new EvaluationResult(
                "Stance of labelled posts",
                List.of(
                        new Table(
                                "Stance of %,d posts that are about a debunk".formatted(posts),
                                List.of("stance", "labelled", "found", "precision", "recall"),
                                rows,
                                List.of(
                                        "Found is the likeliest stance of the match with the first debunk, whether or not it is the right one; surely so is what is counted."))),
                List.of(),
                figures.byName());
    }

    private static List<String> row(
            String name,
            List<Judged> judged,
            Predicate<Judged> found,
            Figures figures,
            Bootstrap bootstrap,
            int[] once) {
        Predicate<Judged> right = found.and(Judged::isLabelled);
        ToDoubleFunction<int[]> precision = counts -> count(judged, right, counts) / count(judged, found, counts);
        ToDoubleFunction<int[]> recall =
                counts -> count(judged, right, counts) / count(judged, Judged::isLabelled, counts);
        return List.of(
                name,
                "%,d".formatted(judged.stream().filter(Judged::isLabelled).count()),
                "%,d".formatted(judged.stream().filter(found).count()),
                Figures.share(
                        figures.put(TARGET, name + "/precision", precision.applyAsDouble(once)),
                        bootstrap.interval(precision)),
                Figures.share(
                        figures.put(TARGET, name + "/recall", recall.applyAsDouble(once)), bootstrap.interval(recall)));
    }

    private static double count(List<Judged> judged, Predicate<Judged> which, int[] counts) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += which.test(judged.get(i)) ? counts[i] : 0;
        }
        return sum;
    }
}
