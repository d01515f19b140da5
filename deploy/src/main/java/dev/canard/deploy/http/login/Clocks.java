package dev.canard.deploy.http.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets libraries run on an injected clock. */
public final class Clocks {

    private Clocks() {}

    /** Nanoseconds since 1970; enough until 2262. */
    public static long nanos(InstantSource clock) {
        return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }
}
