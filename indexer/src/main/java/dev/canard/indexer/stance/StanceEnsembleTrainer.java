package dev.canard.indexer.stance;

import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.LinearModel.Term;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.match.Reading;
import dev.canard.indexer.training.PossibleTwins;
import dev.canard.indexer.training.ProgressCount;
import dev.canard.indexer.training.SoftmaxRegression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link StanceEnsemble} to posts that none of its models was trained on, each with the first candidate that the
 * ranking finds for it: a post whose first candidate is the wrong one teaches what is not about the claim. The same posts in the same
 * order give the same ensemble.
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
     * A post to learn from.
     *
     * @param post the post with its claims
     * @param debunks ids of the debunks that it is about: one, and others that say the same; none for background
     * @param stance how it stands to their claim; null for background
     */
    public record Labelled(
            PostClaims post, Set<String> debunks, @Nullable Stance stance) {

        /** What decides the fold: the posts about a claim lie in one. */
        String group() {
            return debunks.stream().min(String::compareTo).orElse(post.post().id());
        }

        boolean isAbout(RankedDebunk ranked) {
            return debunks.contains(ranked.debunk().id())
                    || ranked.twins().stream().anyMatch(debunks::contains);
        }
    }

    /**
     * A post with its first candidate.
     *
     * @param right whether it is about the candidate
     * @param features see {@link StanceEnsemble#features}
     */
    public record Judged(Labelled labelled, boolean right, Map<String, Double> features) {

        /** The class: a stance, or {@link Reading#UNRELATED}. */
        String label() {
            Stance stance = labelled.stance();
            return stance != null && right ? stance.name() : Reading.UNRELATED;
        }
    }

    /**
     * What was said of a post by an ensemble that has seen no post about the same claim.
     *
     * @param right whether the first candidate is what the post is about
     */
    public record Estimated(Labelled labelled, Relation relation, boolean right) {

        private boolean alerts(double threshold) {
            return relation.stance().likeliest() == Stance.SPREADS
                    && relation.about() * relation.stance().of(Stance.SPREADS) >= threshold;
        }

        private boolean spreads() {
            return labelled.stance() == Stance.SPREADS;
        }

        /** Share of the alerts at a threshold that are right; NaN without alerts. */
        public static double precision(List<Estimated> estimates, double threshold) {
            return correct(estimates, threshold)
                    / estimates.stream().filter(one -> one.alerts(threshold)).count();
        }

        /** Share of the spreading posts that alert for the right debunk. */
        public static double recall(List<Estimated> estimates, double threshold) {
            return correct(estimates, threshold)
                    / estimates.stream().filter(Estimated::spreads).count();
        }

        private static double correct(List<Estimated> estimates, double threshold) {
            return estimates.stream()
                    .filter(one -> one.alerts(threshold) && one.right && one.spreads())
                    .count();
        }
    }

    /**
     * Finds the first candidates of posts, and asks the models about them. Posts without candidates are left out, and so are
     * candidates that may check the claim of the post in other words: nobody has judged whether they do.
     *
     * @param index what posts are looked up in
     * @param possibleTwins of what is indexed
     */
    public List<Judged> judge(
            List<Labelled> posts,
            DebunkIndex index,
            PossibleTwins possibleTwins,
            Encoders encoders,
            MatchModels models) {
        DebunkMatcher matcher = new DebunkMatcher(index::acquire, encoders, crossEncoder, models);
        ProgressCount done = new ProgressCount("posts judged for the ensemble", posts.size(), REPORTED_POSTS, progress);
        return posts.parallelStream()
                .flatMap(labelled -> {
                    Ranking ranking =
                            matcher.rank(matcher.encode(labelled.post()), possibleTwins.of(labelled.debunks()));
                    done.step();
                    return ranking.debunks().stream().limit(1).map(first -> judged(labelled, ranking.post(), first));
                })
                .toList();
    }

    private Judged judged(Labelled labelled, EncodedPost post, RankedDebunk first) {
        return new Judged(
                labelled, labelled.isAbout(first), StanceEnsemble.features(crossEncoder, stanceModel, post, first));
    }

    /**
     * Fits an ensemble.
     *
     * @param provenance what to store with it, by name
     */
    public StanceEnsemble train(List<Judged> posts, Map<String, String> provenance) {
        return new StanceEnsemble(
                crossEncoder,
                stanceModel,
                new EnsembleWeights(
                        EnsembleWeights.VERSION,
                        provenance,
                        crossEncoder.id(),
                        stanceModel.version(),
                        fit(withoutArticles(posts))));
    }

    /**
     * Estimates each post, in their order, with an ensemble that has seen no post about the same claim.
     *
     * @param folds into how many parts the posts are divided by claim
     */
    public List<Estimated> crossValidate(List<Judged> posts, int folds, long seed) {
        Map<String, Integer> foldOf = new LinkedHashMap<>();
        Random random = new Random(seed);
        posts.forEach(post -> foldOf.computeIfAbsent(post.labelled().group(), _ -> random.nextInt(folds)));
        List<StanceEnsemble> ensembles = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int held = fold;
            ensembles.add(train(
                    posts.stream()
                            .filter(post ->
                                    !Objects.equals(foldOf.get(post.labelled().group()), held))
                            .toList(),
                    Map.of()));
        }
        return posts.stream()
                .map(post -> {
                    StanceEnsemble ensemble =
                            ensembles.get(foldOf.getOrDefault(post.labelled().group(), 0));
                    return new Estimated(post.labelled(), ensemble.relation(post.features()), post.right());
                })
                .toList();
    }

    /** Each post once more as if its candidate had no article, since not every debunk has one. */
    private static List<Judged> withoutArticles(List<Judged> posts) {
        List<Judged> all = new ArrayList<>();
        for (Judged post : posts) {
            all.add(post);
            Map<String, Double> without = StanceEnsemble.withoutCorrection(post.features());
            if (!without.equals(post.features())) {
                all.add(new Judged(post.labelled(), post.right(), without));
            }
        }
        return all;
    }

    private static Map<String, LinearModel> fit(List<Judged> examples) {
        List<String> names =
                examples.getFirst().features().keySet().stream().sorted().toList();
        double[] means = new double[names.size()];
        double[] deviations = new double[names.size()];
        for (int i = 0; i < means.length; i++) {
            String name = names.get(i);
            double[] values = examples.stream()
                    .mapToDouble(example -> feature(example, name))
                    .toArray();
            double sum = 0;
            double squares = 0;
            for (double value : values) {
                sum += value;
                squares += value * value;
            }
            means[i] = sum / values.length;
            deviations[i] = Math.sqrt(Math.max(LEAST_DEVIATION, squares / values.length - means[i] * means[i]));
        }
        float[][] rows = new float[examples.size()][means.length];
        int[] labels = new int[rows.length];
        for (int n = 0; n < rows.length; n++) {
            labels[n] = StanceEnsemble.CLASSES.indexOf(examples.get(n).label());
            for (int i = 0; i < means.length; i++) {
                rows[n][i] = (float) ((feature(examples.get(n), names.get(i)) - means[i]) / deviations[i]);
            }
        }
        double[][] weights = new SoftmaxRegression(PENALTY, ITERATIONS)
                .fit(rows, labels, StanceEnsemble.CLASSES.size(), (_, _) -> {});
        Map<String, LinearModel> classes = new LinkedHashMap<>();
        for (int c = 0; c < weights.length; c++) {
            Map<String, Term> terms = new LinkedHashMap<>();
            for (int i = 0; i < means.length; i++) {
                terms.put(names.get(i), new Term(means[i], deviations[i], weights[c][i]));
            }
            classes.put(StanceEnsemble.CLASSES.get(c), new LinearModel(weights[c][means.length], terms));
        }
        return classes;
    }

    private static double feature(Judged example, String name) {
        return Objects.requireNonNull(example.features().get(name), name);
    }
}
