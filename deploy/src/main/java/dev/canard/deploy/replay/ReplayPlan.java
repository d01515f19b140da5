package dev.canard.deploy.replay;

import dev.canard.event.Replay;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a replay would do.
 *
 * @param replay the replay, as it would begin
 * @param records how many records its input holds from its first moment on: at least as many as it will judge
 * @param expected how long judging them would take, at the speed of the last replay of the same input; null before there was one
 */
public record ReplayPlan(
        Replay replay, long records, @Nullable Duration expected) {}
