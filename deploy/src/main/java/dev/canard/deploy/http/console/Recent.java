package dev.canard.deploy.http.console;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.canard.deploy.http.login.Clocks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What takes a while to count: one who asks counts it anew when it is some time old; who asks meanwhile gets what was counted last. Thread-safe.
 */
final class Recent<T> {

    private static final String ALL = "all";

    private final LoadingCache<String, T> counted;

    /** @param fresh how long it is not counted anew */
    Recent(Supplier<T> count, Duration fresh, InstantSource clock) {
        counted = Caffeine.newBuilder()
                .ticker(() -> Clocks.nanos(clock))
                .executor(Runnable::run)
                .refreshAfterWrite(fresh)
                .build(_ -> count.get());
    }

    T get() {
        return counted.get(ALL);
    }
}
