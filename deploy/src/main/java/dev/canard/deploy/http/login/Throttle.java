package dev.canard.deploy.http.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Holds up who guesses. An address may fail so often in a minute; then it waits, also with what is right, so that guessing on tells nothing. All
 * addresses together may fail ten times as often; then each waits that has failed lately. One that has not failed never waits. Thread-safe.
 */
public final class Throttle {

    /** Beyond it addresses that have failed long ago are forgotten; all together still may not fail more often. */
    private static final int MOST_ADDRESSES = 10_000;

    private static final int TOGETHER = 10;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final TimeMeter time;
    private final Bucket all;
    private final Cache<String, Bucket> addresses;

    /** @param perMinute failures of one address */
    public Throttle(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return Clocks.nanos(clock);
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
        all = bucket(TOGETHER * (long) perMinute);
        addresses = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                // By then its bucket is full again.
                .expireAfterAccess(MINUTE)
                .ticker(() -> Clocks.nanos(clock))
                .executor(Runnable::run)
                .build();
    }

    private Bucket bucket(long capacity) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, MINUTE))
                .withCustomTimePrecision(time)
                .build();
    }

    /** How long an address must wait before it may try; empty if it may. */
    public Optional<Duration> pause(String address) {
        Bucket own = addresses.getIfPresent(address);
        if (own == null) {
            return Optional.empty();
        }
        if (own.getAvailableTokens() < 1) {
            return Optional.of(wait(own));
        }
        return own.getAvailableTokens() < perMinute && all.getAvailableTokens() < 1
                ? Optional.of(wait(all))
                : Optional.empty();
    }

    /**
     * An address has failed.
     *
     * @return how long it must wait where it was not allowed to try any more, as of several tries at the same time; else empty
     */
    public Optional<Duration> failed(String address) {
        Bucket own = addresses.get(address, _ -> bucket(perMinute));
        all.tryConsume(1);
        return own.tryConsume(1) ? Optional.empty() : Optional.of(wait(own));
    }

    private static Duration wait(Bucket bucket) {
        return Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }
}
