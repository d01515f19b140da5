package dev.canard.deploy.evaluation;

import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.stance.Relation;
import dev.canard.indexer.stance.RelationEstimator;
import java.util.List;
import java.util.Map;

/** Models for tests in which the sentence encoder decides all. */
final class SimpleModels {

    private SimpleModels() {}

    /** The shipped weights, for another encoder and {@link Undecided}. */
    static MatchModels matching(String encoderId) {
        MatchModels shipped = MatchModels.shipped();
        return new MatchModels(
                MatchModels.VERSION,
                List.of(encoderId),
                "undecided@1",
                Map.of(),
                shipped.ranker(),
                shipped.firstGuess(),
                shipped.reranker(),
                shipped.about());
    }

    /** Takes every post to be about its first debunk as far as its vector is, and to spread it. */
    static final class Certain implements RelationEstimator {

        @Override
        public String version() {
            return "certain";
        }

        @Override
        public Relation relate(EncodedPost post, RankedDebunk candidate) {
            double cosine = candidate.features().getOrDefault("cosine-best", 0.0);
            return new Relation(Math.clamp(cosine, 0, 1), StanceEstimate.of(Map.of(Stance.SPREADS, 1.0)));
        }
    }

    /** Takes every class of every pair to be as likely, so that the order of the ranker stays. */
    static final class Undecided implements CrossEncoder {

        @Override
        public String id() {
            return "undecided@1";
        }

        @Override
        public List<String> classes() {
            return List.of("SPREADS", "UNRELATED");
        }

        @Override
        public List<double[]> score(String first, List<String> seconds) {
            return seconds.stream()
                    .map(_ -> new double[] {Math.log(.5), Math.log(.5)})
                    .toList();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
