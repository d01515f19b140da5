package dev.canard.deploy.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Decision;
import dev.canard.event.Decision.Action;
import dev.canard.event.Events;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaseStateTest {

    private final CaseState state = new CaseState();
    private int next;

    @Test
    void confirmed_thenUndone_isOpenAgain_andKeepsItsHistory() {
        decide("ann", Action.CONFIRM, 0);
        assertThat(state.status()).isEqualTo(CaseState.Status.CONFIRMED);

        decide("ann", Action.UNDO, 1);

        assertThat(state.status()).isEqualTo(CaseState.Status.OPEN);
        assertThat(state.history()).hasSize(2);
        assertThat(state.held()).isEqualTo(2);
    }

    @Test
    void undo_bringsBackWhatWasDecidedBefore() {
        decide("ann", Action.ESCALATE, 0);
        decide("bob", Action.DISMISS, 1);

        decide("bob", Action.UNDO, 2);

        assertThat(state.status()).isEqualTo(CaseState.Status.ESCALATED);
        assertThat(state.decision()).extracting(Decision::moderator).isEqualTo("ann");
    }

    @Test
    void undo_ofNothing_isRefused() {
        decide("ann", Action.UNDO, 0);

        assertThat(refusal()).isEqualTo("nothing to undo");
    }

    @Test
    void secondOfTwoAtATime_isRefused_andStaysInTheHistory() {
        decide("ann", Action.CONFIRM, 0);
        decide("bob", Action.DISMISS, 0);

        assertThat(state.status()).isEqualTo(CaseState.Status.CONFIRMED);
        assertThat(refusal()).isEqualTo("somebody else decided in between");
        assertThat(state.held()).isEqualTo(1);
    }

    @Test
    void sameDecisionTwice_countsOnce() {
        Decision decision = decision("ann", Action.CONFIRM, 0, Events.START);

        assertThat(state.apply(decision)).isTrue();
        assertThat(state.apply(decision)).isFalse();

        assertThat(state.history()).hasSize(1);
    }

    @Test
    void claimed_nobodyElseDecides_untilTheTimeIsOver() {
        decide("ann", Action.CLAIM, 0);
        assertThat(state.claimant(Events.START.plusSeconds(599))).isEqualTo("ann");
        assertThat(state.claimant(Events.START.plusSeconds(600))).isNull();

        decide("bob", Action.DISMISS, 1);
        assertThat(refusal()).isEqualTo("claimed by ann");

        state.apply(decision("bob", Action.DISMISS, 1, Events.START.plusSeconds(600)));
        assertThat(state.status()).isEqualTo(CaseState.Status.DISMISSED);
        assertThat(state.claimant(Events.START.plusSeconds(600))).isNull();
    }

    @Test
    void released_everybodyDecides() {
        decide("ann", Action.CLAIM, 0);
        decide("ann", Action.RELEASE, 1);
        decide("bob", Action.CONFIRM, 2);

        assertThat(state.status()).isEqualTo(CaseState.Status.CONFIRMED);
    }

    private @Nullable String refusal() {
        return state.history().getLast().refused();
    }

    private void decide(String moderator, Action action, int seen) {
        state.apply(decision(moderator, action, seen, Events.START));
    }

    private Decision decision(String moderator, Action action, int seen, Instant at) {
        return new Decision(
                "d" + next++,
                "alert",
                1,
                "post",
                action,
                moderator,
                null,
                null,
                seen,
                action == Action.CLAIM ? at.plusSeconds(600) : null,
                at);
    }
}
