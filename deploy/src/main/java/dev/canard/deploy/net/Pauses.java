package dev.canard.deploy.net;

import com.launchdarkly.eventsource.RetryDelayStrategy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pauses before trying again: each longer than the one before until something succeeds, and none quite as long as another's. Not
 * thread-safe.
 */
public final class Pauses {

    private static final float JITTER = 0.5f;

    /** A server may ask for so long a pause at most. */
    private static final Duration MOST_ASKED = Duration.ofHours(1);

    private final Duration firstPause;
    private final Duration longestPause;
    private RetryDelayStrategy strategy;
    private boolean paused;

    /**
     * @param firstPause the first one, of which a random half may be left out; each one doubles it
     * @param longestPause none is longer, unless a server asks for it
     */
    public Pauses(Duration firstPause, Duration longestPause) {
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        strategy = first();
    }

    private RetryDelayStrategy first() {
        return RetryDelayStrategy.defaultStrategy()
                .maxDelay(longestPause.toMillis(), TimeUnit.MILLISECONDS)
                .jitterMultiplier(JITTER);
    }

    /** Says that something succeeded: the next pause is a short one again. */
    public void reset() {
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
    public Duration next(@Nullable Duration asked) {
        RetryDelayStrategy.Result result = strategy.apply(Math.max(1, firstPause.toMillis()));
        strategy = result.getNext();
        paused = true;
        Duration pause = Duration.ofMillis(result.getDelayMillis());
        if (asked == null || asked.compareTo(pause) <= 0) {
            return pause;
        }
        return asked.compareTo(MOST_ASKED) < 0 ? asked : MOST_ASKED;
    }
}
