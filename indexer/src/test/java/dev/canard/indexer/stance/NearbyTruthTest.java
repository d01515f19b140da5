package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.RankedDebunk;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A post that says what the article says to be true does not spread the claim, however near that lies. */
class NearbyTruthTest {

    private static final String CLAIM = "The tower will be pulled down in May.";
    private static final String TRUTH = "The scaffold around the tower will be taken down in May.";

    @Test
    void postThatSaysWhatTheArticleSays_ratherThanTheClaim_isANearbyTruth() {
        assertThat(stance(.7, .95, TRUTH).likeliest()).isEqualTo(Stance.NEARBY_TRUE);
        assertThat(stance(.7, .95, TRUTH).of(Stance.SPREADS)).isZero();
    }

    @Test
    void postThatSaysTheClaimAsSurely_spreadsIt() {
        assertThat(stance(.95, .95, TRUTH).likeliest()).isEqualTo(Stance.SPREADS);
    }

    @Test
    void postThatHardlySaysWhatTheArticleSays_spreadsTheClaim() {
        assertThat(stance(.6, .75, TRUTH).likeliest()).isEqualTo(Stance.SPREADS);
    }

    @Test
    void debunkWithoutAnArticle_leavesTheStanceAsItIsRead() {
        assertThat(stance(.7, .95, null).likeliest()).isEqualTo(Stance.SPREADS);
    }

    /** The stance of a post that says the claim, and what the article says, with some probability. */
    private static StanceEstimate stance(double claim, double truth, @Nullable String article) {
        CrossEncoder reader = new Reader(Map.of(CLAIM, claim, TRUTH, truth));
        PostClaims post = Events.postClaims("p", "They take the scaffold around the tower down in May");
        Debunk plain = Events.debunk("d", CLAIM, Verdict.FALSE);
        Debunk debunk = new Debunk(
                plain.id(),
                CLAIM,
                null,
                null,
                article,
                plain.rating(),
                null,
                null,
                null,
                "en",
                List.of(),
                plain.indexedAt());
        return new CalibratedStance(reader, new StanceCalibration(StanceCalibration.VERSION, Map.of(), reader.id(), 1))
                .relate(
                        new EncodedPost(post, Map.of(), Map.of(), List.of(Map.of())),
                        new RankedDebunk(debunk, List.of(), 1, 1, null, Map.of()))
                .stance();
    }

    /** Reads spreading with a given probability from each text. */
    private record Reader(Map<String, Double> spreads) implements CrossEncoder {

        @Override
        public String id() {
            return "reader@1";
        }

        @Override
        public List<String> classes() {
            return CalibratedStance.CLASSES;
        }

        @Override
        public List<double[]> score(String first, List<String> seconds) {
            return seconds.stream()
                    .map(second -> {
                        double probability = spreads.get(second);
                        double[] scores = new double[classes().size()];
                        Arrays.fill(scores, Math.log((1 - probability) / (scores.length - 1)));
                        scores[classes().indexOf(Stance.SPREADS.name())] = Math.log(probability);
                        return scores;
                    })
                    .toList();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
