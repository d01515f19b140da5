package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Events;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.encoder.CrossEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A post that says what the article says to be true does not spread the claim, however near that lies. */
class NearbyTruthTest {

    private static final String CLAIM = "The tower will be pulled down in May.";
    private static final String TRUTH = "The scaffold around the tower will be taken down in May.";
    private static final String POST = "They take the scaffold around the tower down in May";

    @Test
    void postThatSaysWhatTheArticleSays_asSurelyAsTheClaim_isANearbyTruth() {
        assertThat(stance(new Reader(.7, .7, .9, .9), TRUTH).likeliest()).isEqualTo(Stance.NEARBY_TRUE);
        assertThat(stance(new Reader(.7, .95, .9, .9), TRUTH).of(Stance.SPREADS))
                .isZero();
    }

    @Test
    void postThatSaysTheClaimMoreSurely_spreadsIt() {
        assertThat(stance(new Reader(.95, .9, .9, .9), TRUTH).likeliest()).isEqualTo(Stance.SPREADS);
    }

    /** An article tells the rumour before it corrects it, often in the very words of those who spread it. */
    @Test
    void postThatSaysWhatTheArticleRetells_spreadsTheClaim() {
        assertThat(stance(new Reader(.7, .95, .4, .9), TRUTH).likeliest()).isEqualTo(Stance.SPREADS);
    }

    /** Who spreads a claim in other words often says something of its story, too, that is true. */
    @Test
    void postThatTheClaimSays_spreadsIt() {
        assertThat(stance(new Reader(.7, .95, .9, .4), TRUTH).likeliest()).isEqualTo(Stance.SPREADS);
    }

    @Test
    void debunkWithoutAnArticle_leavesTheStanceAsItIsRead() {
        assertThat(stance(new Reader(.7, .95, .9, .9), null).likeliest()).isEqualTo(Stance.SPREADS);
    }

    private static StanceEstimate stance(CrossEncoder reader, @Nullable String article) {
        return new CalibratedStance(reader, new StanceCalibration(StanceCalibration.VERSION, Map.of(), reader.id(), 1))
                .estimate(Events.postClaims("p", POST), Debunks.reviewed(CLAIM, article, null));
    }

    /**
     * Takes the post to spread the claim, and what the article says, with given probabilities, else to refute it; and article and claim to be nearby truths with
     * given probabilities, the one to the claim and the other to the post, else to spread it.
     */
    private record Reader(double claim, double truth, double articleNextToClaim, double claimNextToPost)
            implements CrossEncoder {

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
                    .map(second -> switch (first) {
                        case TRUTH -> scores(Stance.NEARBY_TRUE, articleNextToClaim, Stance.SPREADS);
                        case CLAIM -> scores(Stance.NEARBY_TRUE, claimNextToPost, Stance.SPREADS);
                        default -> scores(Stance.SPREADS, second.equals(TRUTH) ? truth : claim, Stance.REFUTES);
                    })
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
