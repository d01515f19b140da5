package dev.canard.deploy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.replay.ReplayObserver.Step;
import dev.canard.event.Events;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {

    private Instant now = Events.START;
    private final ReplayProgress progress = new ReplayProgress(() -> now, Duration.ofSeconds(90));

    @Test
    void snapshot_beforeAnything_tellsWhatIsExpected() {
        assertThat(progress.snapshot()).isEqualTo(new ReplayProgress.Snapshot(null, 0, 0, Duration.ofSeconds(90)));
    }

    @Test
    void snapshot_whileCopying_countsTheCopied() {
        progress.left(Step.COPY_INPUT, 100);
        progress.left(Step.COPY_INPUT, 40);

        assertThat(progress.snapshot())
                .isEqualTo(new ReplayProgress.Snapshot(Step.COPY_INPUT, 60, 100, Duration.ofSeconds(90)));
    }

    @Test
    void snapshot_whileJudging_goesBySpeedSoFar() {
        progress.done(Step.COPY_INPUT, 100);
        progress.left(Step.MATCH, 100);
        now = now.plusSeconds(10);
        progress.left(Step.MATCH, 75);

        assertThat(progress.snapshot())
                .isEqualTo(new ReplayProgress.Snapshot(Step.MATCH, 25, 100, Duration.ofSeconds(30)));
    }

    @Test
    void snapshot_ofOneThatGoesOn_countsWhatWasDoneBefore_butNotAsSpeed() {
        progress.done(Step.COPY_INPUT, 100);
        progress.left(Step.MATCH, 40);
        now = now.plusSeconds(10);
        progress.left(Step.MATCH, 20);

        assertThat(progress.snapshot())
                .isEqualTo(new ReplayProgress.Snapshot(Step.MATCH, 80, 100, Duration.ofSeconds(10)));
    }
}
