package dev.canard.indexer.stance;

import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.LinearModel.Term;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.training.SoftmaxRegression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link StanceEnsemble} to posts that none of its models was trained on, each with the candidate that the ranking
 * finds for it: a post whose first candidate is the wrong one teaches what is not about the claim. The same examples in the
 * same order give the same ensemble.
 */
public final class StanceEnsembleTrainer {

    private static final double PENALTY = 3e-3;
    private static final int ITERATIONS = 500;
    private static final double LEAST_DEVIATION = 1e-6;
    private static final int REPORTED_POSTS = 100;

    private final CrossEncoder crossEncoder;
    private final StanceModel stanceModel;
    private final Consumer<String> progress;

    /**
     * @param crossEncoder not closed
     * @param progress told in words how far it is
     */
    public StanceEnsembleTrainer(CrossEncoder crossEncoder, StanceModel stanceModel, Consumer<String> progress) {
        this.crossEncoder = crossEncoder;
        this.stanceModel = stanceModel;
        this.progress = progress;
    }

    /**
     * A post to make an example of.
     *
     * @param post the post with its claims
     * @param debunks ids of the debunks that it is about: one, and others that say the same; none for background
     * @param stance how it stands to their claim; null for background
     */
    public record Labelled(
            PostClaims post, Set<String> debunks, @Nullable Stance stance) {}

    /**
     * Finds the first candidate of each post. Each example is made once more without the candidate's article, since not
     * every debunk has one.
     *
     * @param index what posts are looked up in
     */
    public List<EnsembleExample> examples(
            List<Labelled> posts, DebunkIndex index, Encoders encoders, MatchModels models) {
        DebunkMatcher matcher = new DebunkMatcher(index::acquire, encoders, models);
        List<EnsembleExample> examples = new ArrayList<>();
        int done = 0;
        for (Labelled labelled : posts) {
            Ranking ranking = matcher.rank(labelled.post());
            if (!ranking.debunks().isEmpty()) {
                add(labelled, ranking, examples);
            }
            done++;
            if (done % REPORTED_POSTS == 0) {
                progress.accept("ensemble: %d of %d posts judged".formatted(done, posts.size()));
            }
        }
        return examples;
    }

    private void add(Labelled labelled, Ranking ranking, List<EnsembleExample> examples) {
        RankedDebunk best = ranking.debunks().getFirst();
        boolean right = labelled.debunks().contains(best.debunk().id())
                || best.twins().stream().anyMatch(labelled.debunks()::contains);
        String label = right && labelled.stance() != null ? labelled.stance().name() : StanceEnsemble.UNRELATED;
        String group = labelled.debunks().stream()
                .min(String::compareTo)
                .orElse(labelled.post().post().id());
        Map<String, Double> features =
                StanceEnsemble.features(crossEncoder, stanceModel, ranking.post(), best.debunk(), ranking.about());
        examples.add(new EnsembleExample(group, features, label));
        Map<String, Double> without = StanceEnsemble.withoutCorrection(features);
        if (!without.equals(features)) {
            examples.add(new EnsembleExample(group, without, label));
        }
    }

    /**
     * Fits an ensemble.
     *
     * @param provenance what to store with it, by name
     */
    public StanceEnsemble train(List<EnsembleExample> examples, Map<String, String> provenance) {
        return new StanceEnsemble(
                crossEncoder,
                stanceModel,
                new EnsembleWeights(
                        EnsembleWeights.VERSION, provenance, crossEncoder.id(), stanceModel.version(), fit(examples)));
    }

    /**
     * The estimate of each example, in their order, by an ensemble that has seen no post about the same claim.
     *
     * @param folds into how many parts the groups are divided
     */
    public List<Relation> crossValidate(List<EnsembleExample> examples, int folds, long seed) {
        Map<String, Integer> foldOf = new LinkedHashMap<>();
        Random random = new Random(seed);
        examples.forEach(example -> foldOf.computeIfAbsent(example.group(), _ -> random.nextInt(folds)));
        Map<EnsembleExample, Relation> relations = new HashMap<>();
        for (int fold = 0; fold < folds; fold++) {
            int held = fold;
            Map<Boolean, List<EnsembleExample>> parts = examples.stream()
                    .collect(Collectors.partitioningBy(example -> foldOf.getOrDefault(example.group(), 0) == held));
            StanceEnsemble ensemble = train(parts.getOrDefault(false, List.of()), Map.of());
            for (EnsembleExample example : parts.getOrDefault(true, List.of())) {
                relations.put(example, ensemble.relation(example.features()));
            }
        }
        return examples.stream().map(relations::get).toList();
    }

    private static Map<String, LinearModel> fit(List<EnsembleExample> examples) {
        List<String> names = List.copyOf(examples.getFirst().features().keySet());
        double[] means = new double[names.size()];
        double[] deviations = new double[names.size()];
        for (int i = 0; i < means.length; i++) {
            String name = names.get(i);
            double[] values = examples.stream()
                    .mapToDouble(example -> example.feature(name))
                    .toArray();
            double sum = 0;
            double squares = 0;
            for (double value : values) {
                sum += value;
                squares += value * value;
            }
            means[i] = sum / values.length;
            deviations[i] = Math.sqrt(Math.max(0, squares / values.length - means[i] * means[i]));
        }
        float[][] rows = new float[examples.size()][means.length];
        int[] labels = new int[rows.length];
        for (int n = 0; n < rows.length; n++) {
            EnsembleExample example = examples.get(n);
            labels[n] = StanceEnsemble.CLASSES.indexOf(example.label());
            for (int i = 0; i < means.length; i++) {
                rows[n][i] = deviations[i] < LEAST_DEVIATION
                        ? 0
                        : (float) ((example.feature(names.get(i)) - means[i]) / deviations[i]);
            }
        }
        double[][] weights = new SoftmaxRegression(PENALTY, ITERATIONS)
                .fit(rows, labels, StanceEnsemble.CLASSES.size(), (_, _) -> {});
        Map<String, LinearModel> classes = new LinkedHashMap<>();
        for (int c = 0; c < weights.length; c++) {
            Map<String, Term> terms = new LinkedHashMap<>();
            for (int i = 0; i < means.length; i++) {
                terms.put(names.get(i), new Term(means[i], Math.max(LEAST_DEVIATION, deviations[i]), weights[c][i]));
            }
            classes.put(StanceEnsemble.CLASSES.get(c), new LinearModel(weights[c][means.length], terms));
        }
        return classes;
    }
}
