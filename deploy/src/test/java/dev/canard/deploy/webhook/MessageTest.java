package dev.canard.deploy.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.config.WebhookSettings.Event;
import dev.canard.event.Alert;
import dev.canard.event.Decision;
import dev.canard.event.Events;
import dev.canard.event.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Alert ALERT = Events.alert(
            Events.post("p1", "Garlic cures the flu </script> they say"),
            Events.debunk("d1", "Garlic cures influenza", Verdict.FALSE));

    @Test
    void of_openAlert_namesThePostAndTellsTheClaim() throws IOException {
        Message message = Message.of(ALERT);

        assertThat(message.event()).isEqualTo(Event.ALERT_OPENED);
        JsonNode body = new JsonMapper().readTree(message.body());
        assertThat(body.path("type").asText()).isEqualTo("alert.opened");
        assertThat(body.path("timestamp").asText()).isEqualTo(ALERT.raisedAt().toString());
        assertThat(body.at("/data/id").asText()).isEqualTo(ALERT.id());
        assertThat(body.at("/data/revision").asInt()).isEqualTo(1);
        assertThat(body.at("/data/postId").asText()).isEqualTo("p1");
        assertThat(body.at("/data/verdict").asText()).isEqualTo("FALSE");
        assertThat(body.at("/data/claim").asText()).isEqualTo("Garlic cures influenza");
    }

    @Test
    void of_alert_tellsNeitherTextNorAuthor() {
        assertThat(Message.of(ALERT).body())
                .doesNotContain("they say", "Jane", "jane")
                .doesNotContain("\n");
    }

    @Test
    void of_withdrawnAlert_isAnotherMessageWithTheReason() throws IOException {
        Message message = Message.of(ALERT.withdrawn("the post was deleted", Events.judgedBy(), Events.START));

        assertThat(message.event()).isEqualTo(Event.ALERT_WITHDRAWN);
        assertThat(message.id()).isNotEqualTo(Message.of(ALERT).id());
        assertThat(new JsonMapper().readTree(message.body()).at("/data/reason").asText())
                .isEqualTo("the post was deleted");
    }

    @Test
    void of_decision_leavesTheNoteOut_andHasAnIdThatAHeaderCanHold() throws IOException {
        Decision decision = new Decision(
                "chosen\r\nby: a client",
                ALERT.id(),
                1,
                "p1",
                Decision.Action.CONFIRM,
                "ann",
                "spreads the claim",
                "a note for colleagues",
                0,
                null,
                Events.START);

        Message message = Message.of(decision);

        assertThat(message.event()).isEqualTo(Event.DECISION);
        assertThat(message.id())
                .matches("msg_[0-9a-f]{32}")
                .isEqualTo(Message.of(decision).id());
        assertThat(message.body()).doesNotContain("colleagues");
        JsonNode body = new JsonMapper().readTree(message.body());
        assertThat(body.path("type").asText()).isEqualTo("decision.taken");
        assertThat(body.at("/data/action").asText()).isEqualTo("CONFIRM");
        assertThat(body.at("/data/alertId").asText()).isEqualTo(ALERT.id());
    }
}
