package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefreshPaceTest {

    private static final Duration SOON = Duration.ofMillis(20);

    @Test
    void delay_isShort_afterQuickRefreshes() {
        assertThat(RefreshPace.delay(Duration.ZERO, Duration.ofMillis(3), 500)).isEqualTo(SOON);
    }

    @Test
    void delay_isShort_afterAQuietTime() {
        assertThat(RefreshPace.delay(Duration.ofSeconds(5), Duration.ofSeconds(3), 500))
                .isEqualTo(SOON);
    }

    @Test
    void delay_isShort_whileChangesAreFew() {
        assertThat(RefreshPace.delay(Duration.ZERO, Duration.ofSeconds(3), 2)).isEqualTo(SOON);
    }

    @Test
    void delay_grows_withWhatTheLastRefreshTook() {
        assertThat(RefreshPace.delay(Duration.ofMillis(10), Duration.ofMillis(100), 500))
                .isEqualTo(Duration.ofMillis(590));
    }

    @Test
    void delay_isBounded() {
        assertThat(RefreshPace.delay(Duration.ZERO, Duration.ofMinutes(1), 500)).isEqualTo(Duration.ofSeconds(5));
    }
}
