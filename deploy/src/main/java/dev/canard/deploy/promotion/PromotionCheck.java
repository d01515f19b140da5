package dev.canard.deploy.promotion;

import dev.canard.deploy.config.PromotionSettings;
import dev.canard.deploy.evaluation.Share;
import dev.canard.deploy.replay.ReplayDiff;
import dev.canard.event.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What speaks against putting the policy of a replay into force. */
public final class PromotionCheck {

    private static final String POLICY = "policy.";

    private PromotionCheck() {}

    /**
     * Whether it can be promoted at all.
     *
     * @throws PromotionRefusedException if it cannot, saying why
     */
    public static void require(Replay replay) {
        if (replay.state() != Replay.State.FINISHED) {
            throw new PromotionRefusedException("the replay %s is not finished".formatted(replay.id()));
        }
        if (replay.overrides().isEmpty()) {
            throw new PromotionRefusedException("the replay %s changes nothing".formatted(replay.id()));
        }
        for (String override : replay.overrides()) {
            if (!override.startsWith(POLICY)) {
                throw new PromotionRefusedException(
                        "the replay %s changes %s: only a policy can be promoted, configure the rest"
                                .formatted(replay.id(), override));
            }
        }
    }

    /**
     * What speaks against it, each in words; empty if nothing does. It may be overruled with a reason.
     *
     * @param diff production against the replay
     */
    public static List<String> objections(Replay replay, ReplayDiff diff, PromotionSettings settings, Instant now) {
        List<String> objections = new ArrayList<>();
        Duration age = Duration.between(replay.changedAt(), now);
        if (age.compareTo(settings.maxAge()) > 0) {
            objections.add("the replay ended %d hours ago, promotion.max-age is %s"
                    .formatted(age.toHours(), settings.maxAge()));
        }
        if (replay.debunksAsOf() != null) {
            objections.add("the replay has the debunks of " + replay.debunksAsOf());
        }
        Share before = diff.before().precision();
        Share after = diff.after().precision();
        if (after.of() == 0) {
            objections.add("moderators have decided on none of its alerts");
        } else if (before.of() > 0 && after.value() < before.value() - settings.precisionMargin()) {
            objections.add(String.format(
                    Locale.ROOT,
                    "its precision on decided alerts is %.3f (%d of %d), production's %.3f (%d of %d)",
                    after.value(),
                    after.part(),
                    after.of(),
                    before.value(),
                    before.part(),
                    before.of()));
        }
        return objections;
    }
}
