package dev.canard.deploy.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.config.SourceSettings;
import org.junit.jupiter.api.Test;

class ReconnectingTest {

    private final CollectedInputs inputs = new CollectedInputs();

    @Test
    void connectionThatAnInterruptCloses_isNotCalledBroken() {
        // given
        Reconnecting.Session session = pauses -> {
            Thread.currentThread().interrupt();
            throw new BrokenConnectionException("Closed by interrupt", null, null);
        };

        // when
        assertThatThrownBy(() -> Reconnecting.run(SourceSettings.DEFAULTS, inputs, session))
                .isInstanceOf(InterruptedException.class);

        // then
        assertThat(inputs.notes()).isEmpty();
    }
}
