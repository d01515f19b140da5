package dev.canard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.DeadLetter.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);

    @Test
    void count_byTags() {
        meters.count(Meter.DEAD_LETTERS, "ingest", Kind.NOT_JSON);
        meters.count(Meter.DEAD_LETTERS, "ingest", Kind.NOT_JSON);
        meters.count(Meter.DEAD_LETTERS, "ingest", Kind.EMPTY);
        meters.add(Meter.CLAIMS, 2);

        assertThat(registry.get("canard.dead.letters")
                        .tags("stage", "ingest", "kind", "not_json")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("canard.dead.letters")
                        .tag("kind", "empty")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("canard.claims").counter().count()).isEqualTo(2);
    }

    @Test
    void record_sumsUp() {
        meters.record(Meter.VERDICT_DELAY, Duration.ofMillis(20));
        meters.record(Meter.VERDICT_DELAY, Duration.ofMillis(30));

        assertThat(meters.timer(Meter.VERDICT_DELAY).totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(50);
    }

    @Test
    void gauge_isAskedEachTime() {
        AtomicInteger size = new AtomicInteger(1);
        meters.gauge(Meter.INDEX_DEBUNKS, size::get);
        size.set(2);

        assertThat(registry.get("canard.index.debunks").gauge().value()).isEqualTo(2);
    }

    @Test
    void cpu_givesTheResultAndCounts() {
        assertThat(meters.<String>cpu("step", () -> "done")).isEqualTo("done");
        assertThat(registry.get("canard.stage.cpu").tag("step", "step").timer().count())
                .isEqualTo(1);
    }

    @Test
    void wrongUse_isRefused() {
        assertThatThrownBy(() -> meters.count(Meter.DEAD_LETTERS, "ingest")).hasMessageContaining("[stage, kind]");
        assertThatThrownBy(() -> meters.count(Meter.STAGE_CPU, "step")).hasMessageContaining("not a COUNTER");
        assertThatThrownBy(() -> meters.timer(Meter.POSTS)).hasMessageContaining("not a TIMER");
    }
}
