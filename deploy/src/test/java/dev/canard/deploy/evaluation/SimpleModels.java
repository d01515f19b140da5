package dev.canard.deploy.evaluation;

import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.StanceEstimator;
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

    /** Takes three posts in four to spread what they are about, whatever they say. */
    static final class Lenient implements StanceEstimator {

        @Override
        public String version() {
            return "lenient";
        }

        @Override
        public StanceEstimate estimate(PostClaims post, Debunk debunk) {
            return StanceEstimate.of(Map.of(Stance.SPREADS, .75, Stance.SAME_TOPIC, .25));
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
