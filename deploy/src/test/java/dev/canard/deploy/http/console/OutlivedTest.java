package dev.canard.deploy.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OutlivedTest {

    private static final Instant START = Events.START;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Test
    void take_keysThatCameLastBeforeTheRetention_areGivenOnce() {
        // given
        Outlived outlived = new Outlived(Duration.ofDays(1), now::get);
        outlived.came("old", START.toEpochMilli(), true);
        outlived.came("renewed", START.toEpochMilli(), true);
        outlived.came("deleted", START.toEpochMilli(), true);
        outlived.came("renewed", START.plusSeconds(60).toEpochMilli(), true);
        outlived.came("deleted", START.plusSeconds(60).toEpochMilli(), false);

        // when
        now.set(START.plus(Duration.ofDays(1)));

        // then nothing has been kept for longer
        assertThat(outlived.take()).isEmpty();

        // when
        now.set(now.get().plusSeconds(1));

        // then
        assertThat(outlived.take()).containsExactly("old");
        assertThat(outlived.take()).isEmpty();
    }

    @Test
    void take_ofATopicThatKeepsItsRecordsForEver_isEmpty() {
        Outlived outlived = new Outlived(null, now::get);
        outlived.came("old", 0, true);

        assertThat(outlived.take()).isEmpty();
    }
}
