package dev.canard.deploy.http.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-28T12:00:00Z"));
    private final Throttle throttle = new Throttle(3, now::get);

    @Test
    void address_thatFailsTooOften_waits_andNoOther() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.pause("a")).isEmpty();
            assertThat(throttle.failed("a")).isEmpty();
        }

        assertThat(throttle.pause("a")).hasValue(Duration.ofSeconds(20));
        assertThat(throttle.pause("b")).isEmpty();
        after(Duration.ofSeconds(20));
        assertThat(throttle.pause("a")).isEmpty();
        throttle.failed("a");
        assertThat(throttle.pause("a")).hasValue(Duration.ofSeconds(20));
    }

    @Test
    void address_thatTriesAtTheSameTime_waits() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.failed("a")).isEmpty();
        }

        assertThat(throttle.failed("a")).hasValue(Duration.ofSeconds(20));
    }

    @Test
    void addresses_thatFailTooOftenTogether_waitAfterOneFailure_andNoOther() {
        for (int i = 0; i < 30; i++) {
            throttle.failed("a" + i);
        }

        assertThat(throttle.pause("a0")).hasValue(Duration.ofSeconds(2));
        assertThat(throttle.pause("b")).isEmpty();
        throttle.failed("b");
        assertThat(throttle.pause("b")).isPresent();
    }

    @Test
    void address_thatWasForgottenForOthers_stillCountsTogether() {
        for (int i = 0; i < 20_000; i++) {
            throttle.failed("a" + i);
        }
        throttle.failed("a");

        assertThat(throttle.pause("a")).isPresent();
    }

    private void after(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
