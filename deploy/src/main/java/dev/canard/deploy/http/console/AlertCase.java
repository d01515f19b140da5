package dev.canard.deploy.http.console;

import dev.canard.deploy.moderation.CaseState;
import dev.canard.event.Alert;
import dev.canard.event.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert with what moderators have made of it, as it is at one time.
 *
 * @param id the alert's id
 * @param state what is to be done
 * @param revision how many decisions hold; a decision names the number that its moderator has seen
 * @param priority see {@link Priority}
 * @param priorityParts what the priority is made of
 * @param shares how often its post was passed on
 * @param claimedBy who works on it; null if nobody does
 * @param claimedUntil when that ends by itself
 * @param alert the newest revision of the alert
 * @param raisedAt when it was raised first, as far as the topic still tells
 * @param changedAt when the alert or a decision on it last came
 * @param decidedBy who decided last; null if nobody did
 * @param decidedAt when
 * @param reason why, in a word of the organisation's list
 */
record AlertCase(
        String id,
        State state,
        int revision,
        double priority,
        Priority priorityParts,
        Shares shares,
        @Nullable String claimedBy,
        @Nullable Instant claimedUntil,
        AlertJson alert,
        Instant raisedAt,
        Instant changedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason) {

    enum State {
        OPEN,
        CLAIMED,
        CONFIRMED,
        DISMISSED,
        ESCALATED,
        /** Nobody has decided on it, but a copy of its post was dismissed for the same debunk. */
        SUPPRESSED,
        WITHDRAWN
    }

    /** @param copyDismissed whether a copy of its post was dismissed for the same debunk, and none confirmed */
    static State state(Alert.Status alert, CaseState decided, boolean copyDismissed, Instant at) {
        if (alert == Alert.Status.WITHDRAWN) {
            return State.WITHDRAWN;
        }
        return switch (decided.status()) {
            case OPEN -> {
                if (decided.claimant(at) != null) {
                    yield State.CLAIMED;
                }
                yield copyDismissed && decided.decision() == null ? State.SUPPRESSED : State.OPEN;
            }
            case CONFIRMED -> State.CONFIRMED;
            case DISMISSED -> State.DISMISSED;
            case ESCALATED -> State.ESCALATED;
        };
    }

    static AlertCase of(
            String id,
            AlertJson alert,
            State state,
            CaseState decided,
            Priority priority,
            Shares shares,
            Instant raisedAt,
            Instant changedAt,
            Instant now) {
        String claimant = decided.claimant(now);
        Decision last = decided.decision();
        return new AlertCase(
                id,
                state,
                decided.held(),
                priority.value(),
                priority,
                shares,
                claimant,
                claimant == null ? null : decided.claimedUntil(),
                alert,
                raisedAt,
                last == null || last.decidedAt().isBefore(changedAt) ? changedAt : last.decidedAt(),
                last == null ? null : last.moderator(),
                last == null ? null : last.decidedAt(),
                last == null ? null : last.reason());
    }
}
