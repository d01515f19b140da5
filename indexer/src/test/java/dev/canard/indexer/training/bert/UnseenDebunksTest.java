package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Stance;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.stance.StanceData;
import dev.canard.indexer.stance.StanceData.LabelledPost;
import dev.canard.indexer.training.HeldOut;
import dev.canard.indexer.training.JudgedPosts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnseenDebunksTest {

    private static final StanceData NO_POSTS = new StanceData(Map.of(), List.of());

    @Test
    void of_claimThatAPostIsAbout_isSeen() {
        Debunk learnt = debunk("learnt", claim(false, 0));

        assertThat(UnseenDebunks.of(List.of(judged(learnt, learnt)), NO_POSTS)).isEmpty();
    }

    @Test
    void of_claimThatNoPostIsAbout() {
        Debunk learnt = debunk("learnt", claim(false, 0));
        Debunk other = debunk("other", claim(false, 1));

        assertThat(UnseenDebunks.of(List.of(judged(learnt, learnt, other)), NO_POSTS))
                .containsExactly("other");
    }

    @Test
    void of_sameClaimUnderAnotherId_isSeen() {
        Debunk learnt = debunk("learnt", claim(false, 0));
        Debunk again = debunk("again", claim(false, 0) + "!");

        assertThat(UnseenDebunks.of(List.of(judged(learnt, learnt, again)), NO_POSTS))
                .isEmpty();
    }

    @Test
    void of_heldOutClaim_thoughAPostIsAboutIt() {
        Debunk heldOut = debunk("held-out", claim(true, 0));

        assertThat(UnseenDebunks.of(List.of(judged(heldOut, heldOut)), NO_POSTS))
                .containsExactly("held-out");
    }

    @Test
    void of_judgementOfAPostThatIsNotThere_teachesNothing() {
        Debunk dev = debunk("dev", claim(false, 0));
        JudgedPosts set = new JudgedPosts("set", List.of(), List.of(dev), Map.of("p", Set.of("dev")));

        assertThat(UnseenDebunks.of(List.of(set), NO_POSTS)).containsExactly("dev");
    }

    @Test
    void of_labelledPosts_onlyThoseOfTrainCount() {
        Debunk train = debunk("train", "Garlic cures the flu.");
        Debunk dev = debunk("dev", "Onions cure the flu.");
        StanceData data = new StanceData(
                Map.of("train", train, "dev", dev),
                List.of(
                        new LabelledPost("p", "train", Stance.SPREADS, "It does!", StanceData.TRAIN),
                        new LabelledPost("q", "dev", Stance.SPREADS, "They do!", "dev")));

        assertThat(UnseenDebunks.of(List.of(), data)).containsExactly("dev");
    }

    private static JudgedPosts judged(Debunk right, Debunk... debunks) {
        return new JudgedPosts(
                "set",
                List.of(Events.postClaims("p", "so they say")),
                List.of(debunks),
                Map.of("p", Set.of(right.id())));
    }

    /** A claim that is held out, or not. */
    private static String claim(boolean heldOut, int number) {
        return IntStream.range(0, 1_000)
                .mapToObj("Cheese number %d comes from the moon"::formatted)
                .filter(claim -> HeldOut.is(debunk("any", claim)) == heldOut)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private static Debunk debunk(String id, String claim) {
        return Debunks.falseClaim(id, claim, null);
    }
}
