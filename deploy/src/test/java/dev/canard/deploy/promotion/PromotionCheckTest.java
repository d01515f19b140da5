package dev.canard.deploy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.config.PromotionSettings;
import dev.canard.deploy.replay.ReplayDiff;
import dev.canard.deploy.replay.ReplayDiff.Verdict;
import dev.canard.event.Alert;
import dev.canard.event.Events;
import dev.canard.event.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PromotionCheckTest {

    private static final Instant NOW = Events.START.plus(Duration.ofDays(3));
    private static final PromotionSettings SETTINGS = PromotionSettings.DEFAULTS;
    private static final Replay LOWER = replay(Replay.State.FINISHED, null, "policy.threshold=0.3");

    @Test
    void objections_ofAYoungReplayThatIsAsPrecise_areNone() {
        // given 10 of 20 right before, 9 of 18 after
        ReplayDiff diff = diff(i -> i < 20, i -> i >= 1 && i < 19, i -> i % 2 == 0);

        assertThat(PromotionCheck.objections(LOWER, diff, SETTINGS, NOW)).isEmpty();
    }

    @Test
    void objections_nameEachCause() {
        // given 10 of 10 right before, 10 of 20 after
        ReplayDiff worse = diff(i -> i < 10, i -> i < 20, i -> i < 10);
        Replay ofThen = replay(Replay.State.FINISHED, Events.START, "policy.threshold=0.3");

        assertThat(PromotionCheck.objections(ofThen, worse, SETTINGS, NOW.plus(Duration.ofDays(9))))
                .containsExactly(
                        "the replay ended 288 hours ago, promotion.max-age is PT168H",
                        "the replay has the debunks of " + Events.START,
                        "its precision on decided alerts is 0.500 (10 of 20), production's 1.000 (10 of 10)");
        assertThat(PromotionCheck.objections(LOWER, diff(_ -> false, _ -> false, _ -> true), SETTINGS, NOW))
                .containsExactly("moderators have decided on none of its alerts");
    }

    @Test
    void objections_withinTheMargin_areNone() {
        // given 50 of 50 before, 50 of 51 after
        ReplayDiff diff = diff(i -> i < 50, i -> i < 51, i -> i < 50);

        assertThat(PromotionCheck.objections(LOWER, diff, SETTINGS, NOW)).isEmpty();
    }

    @Test
    void require_whatIsNoFinishedReplayOfAPolicy_isRefused() {
        assertThatThrownBy(() -> PromotionCheck.require(replay(Replay.State.RUNNING, null, "policy.threshold=0.3")))
                .hasMessageContaining("not finished");
        assertThatThrownBy(() -> PromotionCheck.require(replay(Replay.State.FINISHED, null)))
                .hasMessageContaining("changes nothing");
        assertThatThrownBy(() -> PromotionCheck.require(
                        replay(Replay.State.FINISHED, null, "policy.threshold=0.3", "models.folder=m")))
                .hasMessageContaining("models.folder=m");
    }

    /** Alerts by number, of which some are raised before, some after, and all decided. */
    private static ReplayDiff diff(IntPredicate before, IntPredicate after, IntPredicate right) {
        Map<String, Alert> first = new HashMap<>();
        Map<String, Alert> second = new HashMap<>();
        Map<String, Verdict> decided = new HashMap<>();
        IntStream.range(0, 60).forEach(i -> {
            Alert alert = Events.alert("p" + i, "d");
            if (before.test(i)) {
                first.put(alert.id(), alert);
            }
            if (after.test(i)) {
                second.put(alert.id(), alert);
            }
            decided.put(alert.id(), right.test(i) ? Verdict.CONFIRMED : Verdict.DISMISSED);
        });
        return ReplayDiff.of(first, second, decided);
    }

    private static Replay replay(Replay.State state, @Nullable Instant debunksAsOf, String... overrides) {
        return new Replay(
                "lower",
                state,
                Replay.Input.CLAIMS,
                Events.START.minus(Duration.ofDays(1)),
                Events.START,
                debunksAsOf,
                List.of(overrides),
                "0123456789abcdef",
                null,
                List.of(1L),
                60,
                60,
                1000,
                Events.START,
                Events.START,
                "jo",
                "jo",
                null);
    }
}
