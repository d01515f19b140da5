package dev.canard.deploy.replay;

import dev.canard.deploy.evaluation.Share;
import dev.canard.event.Alert;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReplayDiff} in numbers.
 *
 * @param counts how many pairs of each kind there are
 * @param before the first run
 * @param after the second
 * @param secondsPerDecision how long a moderator takes for an alert; null if it is not known
 * @param verdicts by the debunk's verdict
 * @param policies by the policy that judged
 * @param languages by the post's language; {@code –} where it is unknown
 */
public record DiffSummary(
        Map<AlertDifference.Kind, Long> counts,
        Run before,
        Run after,
        @Nullable Double secondsPerDecision,
        List<Group> verdicts,
        List<Group> policies,
        List<Group> languages) {

    private static final double SECONDS_PER_HOUR = 3_600;

    /**
     * One of the runs.
     *
     * @param name what it is called
     * @param alerts how many are open
     * @param precision share of the decided alerts that were confirmed
     * @param recall share of all that was confirmed which this run raises
     * @param hours of work in the queue; null if it is not known how long an alert takes
     */
    public record Run(
            String name,
            long alerts,
            Estimate precision,
            Estimate recall,
            @Nullable Double hours) {}

    /**
     * A share with its 95% interval (Wilson).
     *
     * @param value null of none
     * @param low the lower end
     * @param high the upper end
     * @param of of how many
     */
    public record Estimate(@Nullable Double value, double low, double high, long of) {

        private static Estimate of(Share share) {
            return new Estimate(share.of() == 0 ? null : share.value(), share.low(), share.high(), share.of());
        }
    }

    /**
     * Pairs that have something in common.
     *
     * @param name what that is
     * @param counts how many there are of each kind
     */
    public record Group(String name, Map<AlertDifference.Kind, Long> counts) {}

    /**
     * Counts.
     *
     * @param before name of the first run
     * @param after name of the second
     * @param secondsPerDecision how long a moderator takes for an alert
     */
    public static DiffSummary of(ReplayDiff diff, String before, String after, OptionalDouble secondsPerDecision) {
        Map<AlertDifference.Kind, Long> counts = new EnumMap<>(AlertDifference.Kind.class);
        for (AlertDifference.Kind kind : AlertDifference.Kind.values()) {
            counts.put(kind, diff.count(kind));
        }
        Double seconds = secondsPerDecision.isPresent() ? secondsPerDecision.getAsDouble() : null;
        return new DiffSummary(
                counts,
                run(before, diff.before(), seconds),
                run(after, diff.after(), seconds),
                seconds,
                groups(diff, alert -> alert.debunk().rating().verdict().name()),
                groups(diff, alert -> alert.judgedBy().policy()),
                groups(diff, alert -> Objects.requireNonNullElse(alert.post().language(), "–")));
    }

    private static Run run(String name, ReplayDiff.Decided decided, @Nullable Double seconds) {
        return new Run(
                name,
                decided.alerts(),
                Estimate.of(decided.precision()),
                Estimate.of(decided.recall()),
                seconds == null ? null : decided.alerts() * seconds / SECONDS_PER_HOUR);
    }

    private static List<Group> groups(ReplayDiff diff, Function<Alert, String> property) {
        List<Group> groups = new ArrayList<>();
        diff.countsBy(property).forEach((name, counts) -> groups.add(new Group(name, counts)));
        return groups;
    }
}
