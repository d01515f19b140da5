package dev.canard.deploy.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.WebhookSettings;
import dev.canard.deploy.config.WebhookSettings.Event;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.webhook.Delivery.Patience;
import dev.canard.event.Alert;
import dev.canard.event.Decision;
import dev.canard.event.Events;
import dev.canard.event.Verdict;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks on an embedded broker, each test with a webhook of its own. */
@Timeout(120)
class WebhooksIT {

    private static final Patience LITTLE =
            new Patience(Duration.ofSeconds(10), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofHours(1));

    @TempDir
    private static Path directory;

    private static LocalPipeline local;

    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private Receiver receiver;
    private String name;

    @BeforeAll
    static void startBroker() throws Exception {
        Meters meters = new Meters(new SimpleMeterRegistry());
        CanardSettings settings = CanardSettings.DEFAULTS;
        local = LocalPipeline.start(
                settings, directory.resolve("state"), new Topologies(settings, meters, InstantSource.system()), meters);
    }

    @AfterAll
    static void stopBroker() throws IOException {
        local.close();
    }

    @BeforeEach
    void start(TestInfo test) throws IOException {
        receiver = new Receiver();
        name = "hook-" + Integer.toHexString(test.getDisplayName().hashCode());
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void alert_isToldUntilItIsTaken_underTheSameIdAndSigned() throws Exception {
        // given
        send(alert("before")); // Not told: the webhook begins at the end.
        receiver.answer(503);
        receiver.answer(503);

        // when
        try (Webhooks _ = open(Event.ALERT_OPENED)) {
            send(alert("a1"));
            await().until(() -> receiver.got().size() == 3);
        }

        // then
        assertThat(receiver.got()).extracting(WebhooksIT::postId).containsOnly("a1");
        assertThat(receiver.got())
                .extracting(Receiver.Got::id)
                .containsOnly(Message.of(alert("a1")).id());
        for (Receiver.Got got : receiver.got()) {
            got.verify();
        }
    }

    @Test
    void refusal_isGivenUp_andTheNextOneIsTold() throws Exception {
        receiver.answer(400);
        receiver.answer(302, Map.of("Location", receiver.url().replace("/hook", "/elsewhere")));

        try (Webhooks _ = open(Event.ALERT_OPENED)) {
            send(alert("b1"));
            await().until(() -> receiver.got().size() == 1);
            send(alert("b2"));
            await().until(() -> receiver.got().size() == 2);
            send(alert("b3"));
            await().until(() -> receiver.got().size() == 3);
        }

        assertThat(receiver.got()).extracting(WebhooksIT::postId).containsExactly("b1", "b2", "b3");
        assertThat(receiver.got()).extracting(Receiver.Got::path).containsOnly("/hook");
    }

    @Test
    void restart_losesNothing_andRepeatsNothingThatWasTaken() throws Exception {
        try (Webhooks _ = open(Event.ALERT_OPENED)) {
            send(alert("c1"));
            await().until(() -> receiver.got().size() == 1);
            // Taken only when its place is kept, which the next one shows.
            send(alert("c2"));
            await().until(() -> receiver.got().size() == 2);
            for (int i = 0; i < 1000; i++) {
                receiver.answer(503);
            }
            send(alert("c3"));
            // The third is on its way, and fails, when all is stopped.
            await().until(() -> receiver.got().size() > 4);
        }
        send(alert("c4"));
        receiver.close();
        receiver = new Receiver();

        try (Webhooks _ = open(Event.ALERT_OPENED)) {
            await().until(() -> receiver.got().stream().map(WebhooksIT::postId).anyMatch("c4"::equals)
                    && receiver.got().stream().map(WebhooksIT::postId).anyMatch("c3"::equals));
        }

        assertThat(receiver.got()).extracting(WebhooksIT::postId).containsExactlyInAnyOrder("c3", "c4");
    }

    @Test
    void events_thatAreNotWanted_areNotTold() throws Exception {
        Alert alert = alert("d1");

        try (Webhooks _ = open(Event.ALERT_WITHDRAWN, Event.DECISION)) {
            send(alert);
            send(alert.withdrawn("the post was deleted", Events.judgedBy(), Events.START));
            send(decision("holds", alert));
            send(decision("refused", alert));
            erase(alert);
            send(decision("last", alert));
            await().until(() ->
                    receiver.got().stream().anyMatch(got -> got.body().contains("\"last\"")));
            await().until(() -> receiver.got().size() == 3);
        }

        assertThat(receiver.got())
                .extracting(got -> json(got).path("type").asText())
                .containsExactlyInAnyOrder("alert.withdrawn", "decision.taken", "decision.taken");
        assertThat(receiver.got()).noneMatch(got -> got.body().contains("\"refused\""));
    }

    @Test
    void oneThatIsStuck_holdsBackNoOther() throws Exception {
        try (Receiver stuck = new Receiver()) {
            for (int i = 0; i < 10_000; i++) {
                stuck.answer(503);
            }
            try (Webhooks webhooks = open(
                    webhook(name + "-stuck", stuck.url(), Event.ALERT_OPENED),
                    webhook(name, receiver.url(), Event.ALERT_OPENED))) {
                send(alert("e1"));
                await().until(() -> !stuck.got().isEmpty());
                send(alert("e2"));
                await().until(() -> receiver.got().size() == 2);
            }
            assertThat(stuck.got()).extracting(Receiver.Got::id).hasSizeGreaterThan(0);
        }
    }

    @Test
    void close_whileTheViewIsWaitedFor_doesNotWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CanardSettings settings = local.settings().withWebhooks(List.of(webhook(name, receiver.url(), Event.DECISION)));
        try (Webhooks webhooks = new Webhooks(
                settings,
                LITTLE,
                _ -> {
                    asked.countDown();
                    never.await();
                    return false;
                },
                meters,
                InstantSource.system())) {
            webhooks.awaitReady();
            send(decision("waits", alert("f1")));
            asked.await();
        }

        assertThat(receiver.got()).isEmpty();
    }

    private Webhooks open(Event... events) throws Exception {
        return open(webhook(name, receiver.url(), events));
    }

    private Webhooks open(WebhookSettings... settings) throws InterruptedException {
        Webhooks webhooks = new Webhooks(
                local.settings().withWebhooks(Arrays.asList(settings)),
                LITTLE,
                decision -> decision.id().equals("refused"),
                meters,
                InstantSource.system());
        webhooks.awaitReady();
        return webhooks;
    }

    private static WebhookSettings webhook(String name, String url, Event... events) throws IOException {
        return new WebhookSettings(name, url, Receiver.secretIn(directory).toString(), Arrays.asList(events), true);
    }

    private static Alert alert(String post) {
        return Events.alert(
                Events.post(post, "Garlic cures the flu"), Events.debunk("d1", "Garlic cures the flu", Verdict.FALSE));
    }

    private static Decision decision(String id, Alert alert) {
        return new Decision(
                id,
                alert.id(),
                alert.revision(),
                alert.post().id(),
                Decision.Action.CONFIRM,
                "ann",
                null,
                null,
                null,
                null,
                Events.START);
    }

    private static void send(Alert alert) throws Exception {
        send(local.topics().alerts(), alert.id(), alert);
    }

    private static void erase(Alert alert) throws Exception {
        send(local.topics().alerts(), alert.id(), null);
    }

    private static void send(Decision decision) throws Exception {
        send(local.topics().decisions(), decision.alertId(), decision);
    }

    private static <V> void send(Topic<String, V> topic, String key, @Nullable V value) throws Exception {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                local.clientProperties(),
                topic.keys().serializer(),
                topic.values().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }

    private static String postId(Receiver.Got got) {
        return json(got).at("/data/postId").asText();
    }

    private static JsonNode json(Receiver.Got got) {
        try {
            return new JsonMapper().readTree(got.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
