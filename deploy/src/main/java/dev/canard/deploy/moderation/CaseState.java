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
 * console comes to the same. Thread-safe; who only asks for what holds now waits for nobody.
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

    /**
     * What holds now.
     *
     * @param decision the last one that changed the status and was not undone; null if there is none
     * @param claim the last claim that nothing has ended but perhaps time; null if there is none
     * @param held how many decisions hold
     */
    private record Now(
            @Nullable Decision decision, @Nullable Decision claim, int held) {
        private static final Now UNDECIDED = new Now(null, null, 0);
    }

    private final List<Entry> history = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    /** Those that changed the status and were not undone, the last one at the end. */
    private final List<Decision> standing = new ArrayList<>();

    private volatile Now now = Now.UNDECIDED;

    /** Takes the next decision of the topic; false if it was there before. */
    public synchronized boolean apply(Decision decision) {
        if (!known.add(decision.id())) {
            return false;
        }
        String refused = refusal(decision);
        history.add(new Entry(decision, refused));
        if (refused == null) {
            Decision claim = now.claim;
            switch (decision.action()) {
                case CLAIM -> claim = decision;
                case RELEASE -> claim = null;
                case UNDO -> standing.removeLast();
                case CONFIRM, DISMISS, ESCALATE, REOPEN -> {
                    standing.add(decision);
                    claim = null;
                }
            }
            now = new Now(standing.isEmpty() ? null : standing.getLast(), claim, now.held + 1);
        }
        return true;
    }

    private @Nullable String refusal(Decision decision) {
        if (decision.seen() != null && decision.seen() != now.held) {
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
        Decision last = now.decision;
        if (last == null) {
            return Status.OPEN;
        }
        return switch (last.action()) {
            case CONFIRM -> Status.CONFIRMED;
            case DISMISS -> Status.DISMISSED;
            case ESCALATE -> Status.ESCALATED;
            case CLAIM, RELEASE, REOPEN, UNDO -> Status.OPEN;
        };
    }

    /** The decision that the status comes from; null if none was taken. */
    public @Nullable Decision decision() {
        return now.decision;
    }

    /** Who works on it at a time; null if nobody does. */
    public @Nullable String claimant(Instant at) {
        Decision current = now.claim;
        boolean over = current != null && current.until() != null && !at.isBefore(current.until());
        return current == null || over ? null : current.moderator();
    }

    /** When the claim ends by itself; null if it does not, or there is none. */
    public @Nullable Instant claimedUntil() {
        Decision current = now.claim;
        return current == null ? null : current.until();
    }

    /** How many decisions hold: what the next one must have {@link Decision#seen}. */
    public int held() {
        return now.held;
    }

    /** All that came, in the order of the topic. */
    public synchronized List<Entry> history() {
        return List.copyOf(history);
    }

    /** What became of a decision; null if it did not come yet. */
    public synchronized @Nullable Entry entry(String decisionId) {
        return history.stream()
                .filter(entry -> entry.decision().id().equals(decisionId))
                .findFirst()
                .orElse(null);
    }
}
