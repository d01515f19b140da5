package dev.canard.deploy.connector;

import com.launchdarkly.eventsource.RetryDelayStrategy;
import dev.canard.deploy.config.SourceSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Pauses before connecting again: each longer than the one before until something arrives, and none quite as long as another's. */
final class Pauses {

    private static final float JITTER = 0.5f;

    /** A server may ask for so long a pause at most. */
    private static final Duration MOST_ASKED = Duration.ofHours(1);

    private final SourceSettings settings;
    private RetryDelayStrategy strategy;
    private boolean paused;

    Pauses(SourceSettings settings) {
        this.settings = settings;
        strategy = first();
    }

    private RetryDelayStrategy first() {
        return RetryDelayStrategy.defaultStrategy()
                .maxDelay(settings.longestPause().toMillis(), TimeUnit.MILLISECONDS)
                .jitterMultiplier(JITTER);
    }

    /** Says that something arrived: the next pause is a short one again. */
    void reset() {
        if (paused) {
            paused = false;
            strategy = first();
        }
    }

    /**
     * The next pause.
     *
     * @param asked how long the server asks to wait at least; null if it does not
     */
    Duration next(@Nullable Duration asked) {
        RetryDelayStrategy.Result result =
                strategy.apply(Math.max(1, settings.firstPause().toMillis()));
        strategy = result.getNext();
        paused = true;
        Duration pause = Duration.ofMillis(result.getDelayMillis());
        if (asked == null || asked.compareTo(pause) <= 0) {
            return pause;
        }
        return asked.compareTo(MOST_ASKED) < 0 ? asked : MOST_ASKED;
    }
}
