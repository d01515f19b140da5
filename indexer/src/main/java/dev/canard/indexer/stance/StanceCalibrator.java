package dev.canard.indexer.stance;

import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Reading;
import dev.canard.indexer.training.PossibleTwins;
import dev.canard.indexer.training.ProgressCount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link CalibratedStance} to posts that the cross-encoder was not trained on, each with the first candidate that the
 * ranking finds for it. The same posts give the same calibration.
 */
public final class StanceCalibrator {

    /** Temperatures that are tried, in hundredths: a step makes no difference that anybody would notice. */
    private static final int LOWEST = 30;

    private static final int HIGHEST = 300;
    private static final int STEP = 5;
    private static final double HUNDREDTHS = 100;

    private static final int REPORTED_POSTS = 100;

    private final CrossEncoder crossEncoder;
    private final Consumer<String> progress;

    /**
     * @param crossEncoder not closed
     * @param progress told in words how far it is
     */
    public StanceCalibrator(CrossEncoder crossEncoder, Consumer<String> progress) {
        this.crossEncoder = crossEncoder;
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

        private boolean isAbout(RankedDebunk ranked) {
            return debunks.contains(ranked.debunk().id())
                    || ranked.twins().stream().anyMatch(debunks::contains);
        }

        private boolean spreads() {
            return stance == Stance.SPREADS;
        }
    }

    /** A post with its first candidate. */
    public record Judged(Labelled labelled, RankedDebunk first) {

        private boolean isRight() {
            return labelled.isAbout(first);
        }
    }

    /**
     * Finds the first candidates of posts. Posts without candidates are left out, and so are
     * candidates that may check the claim of the post in other words: nobody has judged whether they do.
     *
     * @param matcher finds them
     * @param possibleTwins of what it searches
     */
    public List<Judged> judge(List<Labelled> posts, DebunkMatcher matcher, PossibleTwins possibleTwins) {
        ProgressCount done = new ProgressCount("posts ranked", posts.size(), REPORTED_POSTS, progress);
        return posts.parallelStream()
                .flatMap(labelled -> {
                    List<RankedDebunk> ranked = matcher.rank(
                                    matcher.encode(labelled.post()), possibleTwins.of(labelled.debunks()))
                            .debunks();
                    done.step();
                    return ranked.stream().limit(1).map(first -> new Judged(labelled, first));
                })
                .toList();
    }

    /**
     * Finds the temperature at which the stances of posts with the right candidate are likeliest. One number can hardly be fitted too closely, so that the
     * same posts can measure it.
     *
     * @return the stance so calibrated, without provenance
     * @throws IllegalArgumentException if no candidate is right
     */
    public CalibratedStance calibrate(List<Judged> posts) {
        record Read(Reading reading, Stance stance) {}
        List<Read> read = posts.parallelStream()
                .filter(Judged::isRight)
                .map(post -> new Read(
                        CalibratedStance.reading(crossEncoder, post.labelled.post, post.first.debunk()),
                        Objects.requireNonNull(post.labelled.stance)))
                .toList();
        if (read.isEmpty()) {
            throw new IllegalArgumentException("no post has the debunk that it is about as its first candidate");
        }
        double temperature = IntStream.iterate(LOWEST, step -> step <= HIGHEST, step -> step + STEP)
                .mapToObj(step -> step / HUNDREDTHS)
                .max(Comparator.comparingDouble(tried -> read.stream()
                        .mapToDouble(one -> Math.log(
                                CalibratedStance.stance(one.reading, tried).of(one.stance)))
                        .sum()))
                .orElseThrow();
        return new CalibratedStance(
                crossEncoder,
                new StanceCalibration(StanceCalibration.VERSION, Map.of(), crossEncoder.id(), temperature));
    }

    /**
     * What alerts would be raised at some threshold.
     *
     * @param precision share of them that are right: the post spreads the claim of its first candidate; NaN without any
     * @param recall share of the spreading posts that raise such a one
     */
    public record Alerts(double precision, double recall) {

        /** Those of some posts. */
        public static Alerts of(List<Estimated> posts, double threshold) {
            List<Estimated> alerting =
                    posts.stream().filter(post -> post.alerts(threshold)).toList();
            double right = alerting.stream().filter(Estimated::isRight).count();
            return new Alerts(
                    right / alerting.size(),
                    right
                            / posts.stream()
                                    .filter(post -> post.judged.labelled.spreads())
                                    .count());
        }
    }

    /** A post with what is said of it and its first candidate. */
    public record Estimated(Judged judged, StanceEstimate stance) {

        private boolean alerts(double threshold) {
            return stance.likeliest() == Stance.SPREADS
                    && judged.first.about() * stance.of(Stance.SPREADS) >= threshold;
        }

        private boolean isRight() {
            return judged.isRight() && judged.labelled.spreads();
        }
    }

    /** How each post stands to its first candidate. */
    public static List<Estimated> estimate(List<Judged> posts, CalibratedStance stance) {
        return posts.parallelStream()
                .map(post -> new Estimated(post, stance.estimate(post.labelled.post, post.first.debunk())))
                .toList();
    }
}
