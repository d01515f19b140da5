package dev.canard.deploy.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.canard.deploy.replay.OffsetRange;
import dev.canard.deploy.replay.ReplayRequest;
import dev.canard.deploy.replay.TimeRange;
import dev.canard.event.EventJson;
import dev.canard.event.Events;
import dev.canard.event.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayOrderTest {

    @Test
    void request_ofALastWeek_isOfAllThatDiffersFromTheConfiguration() throws Exception {
        ReplayRequest request = request("""
                {"last": "P7D", "changes": {"policy.verdicts": ["FALSE", "SCAM"]}, "debunksAsOf": "2026-01-30T00:00:00Z"}""");

        assertThat(request)
                .isEqualTo(new ReplayRequest(
                        "20260131-120000",
                        Replay.Input.CLAIMS,
                        new TimeRange(Events.START.minus(Duration.ofDays(7)), null),
                        Instant.parse("2026-01-30T00:00:00Z"),
                        List.of("policy.minimum-words=3", "policy.verdicts=[\"FALSE\",\"SCAM\"]"),
                        "jo"));
    }

    @Test
    void request_ofAll_beginsWithTheFirstRecord() throws Exception {
        assertThat(request("{\"all\": true}").range()).isEqualTo(new TimeRange(Instant.EPOCH, null));
    }

    @Test
    void request_ofOffsets_isOfThem() throws Exception {
        assertThat(request("{\"fromOffsets\": \"0:100,2:250\", \"toOffsets\": \"0:500\"}")
                        .range())
                .isEqualTo(OffsetRange.parse("0:100,2:250", "0:500"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models.folder",
                "rules.file",
                "encoders",
                "kafka.bootstrap-servers",
                "topics.prefix",
                "policy",
                "policy.candidates",
                "policy.version",
                "policy.threshold=0.1\\nmodels",
                "classifier.max-claims"
            })
    void request_thatChangesAnythingElse_isRefused(String key) {
        assertThatThrownBy(() -> request("{\"all\": true, \"changes\": {\"%s\": \"x\"}}".formatted(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be changed here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"all\": false}",
                "{\"all\": true, \"last\": \"P7D\"}",
                "{\"last\": \"P7D\", \"from\": \"2026-01-01T00:00:00Z\"}",
                "{\"all\": true, \"fromOffsets\": \"0:1\"}",
                "{\"toOffsets\": \"0:1\"}",
                "{\"all\": true, \"toOffsets\": \"0:1\"}",
                "{\"fromOffsets\": \"0:1\", \"to\": \"2026-01-01T00:00:00Z\"}",
                "{\"fromOffsets\": \"0:1\", \"toOffsets\": \"1:1\"}",
                "{\"last\": \"a week\"}",
                "{\"last\": \"-P7D\"}",
                "{\"last\": \"P999999999D\"}"
            })
    void request_withoutOneBeginning_isRefused(String order) {
        assertThatThrownBy(() -> request(order)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ReplayRequest request(String order) throws JsonProcessingException {
        return EventJson.mapper()
                .readValue(order, ReplayOrder.class)
                .request(List.of("policy.minimum-words=3"), Events.START, "jo");
    }
}
