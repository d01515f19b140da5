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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A post that says what the article says to be true does not spread the claim, however near that lies. */
class NearbyTruthTest {

    private static final String CLAIM = "The tower will be pulled down in May.";
    private static final double NEXT_TO_IT = .9;
    private static final String TRUTH = "The scaffold around the tower will be taken down in May.";

    @Test
    void postThatSaysWhatTheArticleSays_asSurelyAsTheClaim_isANearbyTruth() {
        assertThat(stance(.7, .7, NEXT_TO_IT, TRUTH).likeliest()).isEqualTo(Stance.NEARBY_TRUE);
        assertThat(stance(.7, .95, NEXT_TO_IT, TRUTH).of(Stance.SPREADS)).isZero();
    }

    @Test
    void postThatSaysTheClaimMoreSurely_spreadsIt() {
        assertThat(stance(.95, .9, NEXT_TO_IT, TRUTH).likeliest()).isEqualTo(Stance.SPREADS);
    }

    /** An article tells the rumour before it corrects it, often in the very words of those who spread it. */
    @Test
    void postThatSaysWhatTheArticleRetells_spreadsTheClaim() {
        assertThat(stance(.7, .95, .4, TRUTH).likeliest()).isEqualTo(Stance.SPREADS);
    }

    @Test
    void debunkWithoutAnArticle_leavesTheStanceAsItIsRead() {
        assertThat(stance(.7, .95, NEXT_TO_IT, null).likeliest()).isEqualTo(Stance.SPREADS);
    }

    /** The stance of a post that says the claim, and what the article says, with some probability, and of which the article is a truth next to the claim with a third. */
    private static StanceEstimate stance(double claim, double truth, double nextToIt, @Nullable String article) {
        CrossEncoder reader = new Reader(claim, truth, nextToIt);
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
                .estimate(new EncodedPost(post, Map.of(), Map.of(), List.of(Map.of())), debunk);
    }

    /**
     * Reads spreading with given probabilities of the post beside the claim and beside the article, else refuting; of the article beside the claim a nearby truth, else
     * spreading.
     */
    private record Reader(double claim, double truth, double nextToIt) implements CrossEncoder {

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
                    .map(second -> first.equals(TRUTH)
                            ? scores(Stance.NEARBY_TRUE, nextToIt, Stance.SPREADS)
                            : scores(Stance.SPREADS, second.equals(TRUTH) ? truth : claim, Stance.REFUTES))
                    .toList();
        }

        private double[] scores(Stance stance, double probability, Stance other) {
            double[] scores = new double[classes().size()];
            Arrays.fill(scores, Math.log(.001));
            scores[classes().indexOf(stance.name())] = Math.log(probability);
            scores[classes().indexOf(other.name())] = Math.log(1 - probability);
            return scores;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
