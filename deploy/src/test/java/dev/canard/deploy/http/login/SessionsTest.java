package dev.canard.deploy.http.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.config.ConsoleSettings.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-28T12:00:00Z"));
    private final Sessions sessions = new Sessions(Duration.ofHours(2), Duration.ofHours(1), now::get);

    @Test
    void session_thatIsUsedInTime_goesOnUntilItsEnd() {
        String id = sessions.begin("ann", Role.ANALYST);

        after(Duration.ofMinutes(59));
        assertThat(sessions.use(id)).get().extracting(Sessions.Session::name).isEqualTo("ann");
        after(Duration.ofMinutes(59));
        assertThat(sessions.use(id)).get().extracting(Sessions.Session::role).isEqualTo(Role.ANALYST);
        after(Duration.ofMinutes(2));
        assertThat(sessions.use(id)).isEmpty();
        assertThat(sessions.holds(id)).isFalse();
    }

    @Test
    void session_thatIsOnlyLookedAt_endsWhenItIsIdle() {
        String id = sessions.begin("ann", Role.ANALYST);

        after(Duration.ofMinutes(59));
        assertThat(sessions.holds(id)).isTrue();
        after(Duration.ofMinutes(1));
        assertThat(sessions.holds(id)).isFalse();
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void end_concernsOneSessionOfAUserOnly() {
        String one = sessions.begin("ann", Role.ANALYST);
        String other = sessions.begin("ann", Role.ANALYST);

        sessions.end(one);
        sessions.end("none");

        assertThat(sessions.use(one)).isEmpty();
        assertThat(sessions.use(other)).isPresent();
        assertThat(one).hasSize(43).isNotEqualTo(other);
    }

    @Test
    void sessions_areBounded() {
        assertThat(IntStream.range(0, 12_000).mapToObj(i -> sessions.begin("u" + i, Role.VIEWER)).toList().stream()
                        .filter(sessions::holds))
                .hasSize(10_000);
    }

    private void after(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
