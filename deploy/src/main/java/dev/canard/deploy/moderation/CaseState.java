package dev.canard.deploy.moderation;

import dev.canard.event.Decision;
import dev.canard.event.Decision.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What moderators have made of one alert: decisions, folded in the order of their topic. It depends on nothing else, so that every
 * console comes to the same. Not thread-safe.
 *
 * <p>A decision holds only if its moderator had seen all that held before, and nobody else has claimed the alert; one that comes twice counts
 * once. What does not hold stays in the history, as refused.
 */
public final class CaseState {

    /** What was last decided of an alert that is open. */
    public enum Status {
        OPEN,
        CONFIRMED,
        DISMISSED,
        ESCALATED
    }

    /**
     * A decision in the history.
     *
     * @param refused why it does not hold; null if it does
     */
    public record Entry(Decision decision, @Nullable String refused) {}

    private final List<Entry> history = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    /** Those that changed the status and were not undone, the last one at the end. */
    private final List<Decision> standing = new ArrayList<>();

    private @Nullable Decision claim;
    private int held;

    /** Takes the next decision of the topic; false if it was there before. */
    public boolean apply(Decision decision) {
        if (!known.add(decision.id())) {
            return false;
        }
        String refused = refusal(decision);
        history.add(new Entry(decision, refused));
        if (refused == null) {
            held++;
            switch (decision.action()) {
                case CLAIM -> claim = decision;
                case RELEASE -> claim = null;
                case UNDO -> standing.removeLast();
                case CONFIRM, DISMISS, ESCALATE, REOPEN -> {
                    standing.add(decision);
                    claim = null;
                }
            }
        }
        return true;
    }

    private @Nullable String refusal(Decision decision) {
        if (decision.seen() != null && decision.seen() != held) {
            return "somebody else decided in between";
        }
        String claimant = claimant(decision.decidedAt());
        if (claimant != null && !claimant.equals(decision.moderator())) {
            return "claimed by " + claimant;
        }
        return decision.action() == Action.UNDO && standing.isEmpty() ? "nothing to undo" : null;
    }

    /** What was last decided. */
    public Status status() {
        if (standing.isEmpty()) {
            return Status.OPEN;
        }
        return switch (standing.getLast().action()) {
            case CONFIRM -> Status.CONFIRMED;
            case DISMISS -> Status.DISMISSED;
            case ESCALATE -> Status.ESCALATED;
            case CLAIM, RELEASE, REOPEN, UNDO -> Status.OPEN;
        };
    }

    /** The decision that the status comes from; null if none was taken. */
    public @Nullable Decision decision() {
        return standing.isEmpty() ? null : standing.getLast();
    }

    /** Who works on it at a time; null if nobody does. */
    public @Nullable String claimant(Instant at) {
        Decision current = claim;
        boolean over = current != null && current.until() != null && !at.isBefore(current.until());
        return current == null || over ? null : current.moderator();
    }

    /** When the claim ends by itself; null if it does not, or there is none. */
    public @Nullable Instant claimedUntil() {
        return claim == null ? null : claim.until();
    }

    /** How many decisions hold: what the next one must have {@link Decision#seen}. */
    public int held() {
        return held;
    }

    /** All that came, in the order of the topic. */
    public List<Entry> history() {
        return List.copyOf(history);
    }

    /** What became of a decision; null if it did not come yet. */
    public @Nullable Entry entry(String decisionId) {
        return history.stream()
                .filter(entry -> entry.decision().id().equals(decisionId))
                .findFirst()
                .orElse(null);
    }
}
