package dev.canard.deploy.replay;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.evaluation.EvaluationResult;
import dev.canard.event.Replay;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A finished replay beside production or beside another replay.
 *
 * @param replay the replay
 * @param against the other one; null for production
 * @param diff what is different, from the other to the replay
 * @param secondsPerDecision how long a moderator takes for an alert; empty if it is not known
 */
public record Comparison(Replay replay, @Nullable Replay against, ReplayDiff diff, OptionalDouble secondsPerDecision) {

    /**
     * Reads what both have raised.
     *
     * @param production where the posts are
     * @param against the other replay; null for production
     * @throws NoSuchReplayException if there is none of a name
     * @throws ReplayConflictException if one has not ended yet
     */
    public static Comparison of(CanardSettings production, String id, @Nullable String against) {
        Replays replays = new Replays(production);
        Replay replay = replays.finished(id);
        Replay other = against == null ? null : replays.finished(against);
        RunAlerts alerts = new RunAlerts(production);
        return new Comparison(replay, other, alerts.compare(replay, other), alerts.secondsPerDecision());
    }

    private String before() {
        return against == null ? "production" : against.id();
    }

    /** In numbers. */
    public DiffSummary summary() {
        return DiffSummary.of(diff, before(), replay.id(), secondsPerDecision);
    }

    /** As tables and a chart. */
    public EvaluationResult report() {
        return new DiffReport(diff, before(), replay.id()).of(secondsPerDecision);
    }

    /** The command that gives the same. */
    public String command() {
        return "canard replay diff %s%s".formatted(replay.id(), against == null ? "" : " --against " + against.id());
    }
}
