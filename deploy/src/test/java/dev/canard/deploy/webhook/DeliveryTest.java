package dev.canard.deploy.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.config.WebhookSettings;
import dev.canard.deploy.config.WebhookSettings.Event;
import dev.canard.deploy.webhook.Delivery.Patience;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

    private static final Message MESSAGE = new Message("msg_1", Event.DECISION, "{\"type\":\"decision.taken\"}");

    @TempDir
    private Path directory;

    private final Meters meters = new Meters(new SimpleMeterRegistry());

    /** The pauses between tries, which take no time here but on the clock. */
    private final List<Duration> pauses = new ArrayList<>();

    private final Instant start = Instant.now();
    private Instant now = start;
    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void deliver_isSignedSoThatAnyReceiverCanVerifyIt() throws Exception {
        assertThat(deliver(receiver.url(), true)).isEqualTo(DeliveryResult.DELIVERED);

        assertThat(receiver.got()).hasSize(1);
        Receiver.Got got = receiver.got().getFirst();
        got.verify();
        assertThat(got.id()).isEqualTo("msg_1");
        assertThat(got.path()).isEqualTo("/hook");
        assertThat(got.body()).isEqualTo(MESSAGE.body());
        assertThat(got.headers().get("Content-type").getFirst()).startsWith("application/json");
        assertThat(tries(DeliveryResult.DELIVERED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void deliver_failureThatPasses_isTriedAgainUnderTheSameId(int status) throws Exception {
        // given
        receiver.answer(status);
        receiver.answer(status);

        // when
        DeliveryResult result = deliver(receiver.url(), true);

        // then
        assertThat(result).isEqualTo(DeliveryResult.DELIVERED);
        assertThat(receiver.got()).hasSize(3).extracting(Receiver.Got::id).containsOnly("msg_1");
        for (Receiver.Got got : receiver.got()) {
            got.verify();
        }
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(tries(DeliveryResult.FAILED)).isEqualTo(2);
    }

    @Test
    void deliver_serverThatWasTooSlowToRead_getsItAgain() throws Exception {
        receiver.answer(408);

        assertThat(deliver(receiver.url(), true)).isEqualTo(DeliveryResult.DELIVERED);

        assertThat(receiver.got()).hasSize(2);
    }

    @Test
    void deliver_serverThatClosesConnectionsWithoutSayingSo_isNoFailure() throws Exception {
        // given
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (true) {
                    try (Socket connection = server.accept()) {
                        byte[] request = new byte[1 << 16];
                        StringBuilder got = new StringBuilder();
                        while (!got.toString().endsWith(MESSAGE.body())) {
                            int read = connection.getInputStream().read(request);
                            got.append(new String(request, 0, read, StandardCharsets.US_ASCII));
                        }
                        connection
                                .getOutputStream()
                                .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        return;
                    }
                }
            });

            // when
            try (Delivery delivery =
                    delivery("http://127.0.0.1:%d/".formatted(server.getLocalPort()), true, Patience.STANDARD)) {
                for (int i = 0; i < 5; i++) {
                    assertThat(delivery.deliver(MESSAGE)).isEqualTo(DeliveryResult.DELIVERED);
                }
            }
        }

        // then
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410, 413})
    void deliver_refusal_isNotTriedAgain(int status) throws Exception {
        receiver.answer(status);

        assertThat(deliver(receiver.url(), true)).isEqualTo(DeliveryResult.REFUSED);

        assertThat(receiver.got()).hasSize(1);
        assertThat(tries(DeliveryResult.REFUSED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void deliver_redirect_isNotFollowed(int status) throws Exception {
        receiver.answer(status, Map.of("Location", receiver.url().replace("/hook", "/elsewhere")));

        assertThat(deliver(receiver.url(), true)).isEqualTo(DeliveryResult.REFUSED);

        assertThat(receiver.got()).extracting(Receiver.Got::path).containsExactly("/hook");
    }

    @Test
    void deliver_serverThatAsksToWait_isGivenTheTime() throws Exception {
        receiver.answer(429, Map.of("Retry-After", "120"));
        // No pause at all is less than it takes itself.
        receiver.answer(429, Map.of("Retry-After", "0"));

        assertThat(deliver(receiver.url(), true)).isEqualTo(DeliveryResult.DELIVERED);

        assertThat(pauses.get(0)).isEqualTo(Duration.ofSeconds(120));
        assertThat(pauses.get(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void deliver_serverThatAsksToWaitTooLong_isGivenUp() throws Exception {
        receiver.answer(503, Map.of("Retry-After", "999999999"));

        assertThat(deliver(receiver.url(), true)).isEqualTo(DeliveryResult.GIVEN_UP);

        assertThat(pauses).isEmpty();
    }

    @Test
    void deliver_serverThatIsDown_isTriedForAnHourWithGrowingPauses() throws Exception {
        String url = receiver.url();
        receiver.close();

        assertThat(deliver(url, true)).isEqualTo(DeliveryResult.GIVEN_UP);

        assertThat(Duration.between(start, now)).isBetween(Duration.ofMinutes(54), Duration.ofHours(1));
        assertThat(pauses).hasSizeBetween(15, 40).allMatch(pause -> pause.compareTo(Duration.ofMinutes(5)) <= 0);
        assertThat(tries(DeliveryResult.GIVEN_UP)).isEqualTo(1);
        assertThat(tries(DeliveryResult.FAILED)).isEqualTo(pauses.size());
    }

    @Test
    void deliver_serverThatDoesNotAnswer_isNotWaitedForLongerThanPatience() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Patience little = new Patience(
                    Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(3));

            DeliveryResult result = deliver("http://127.0.0.1:%d/".formatted(silent.getLocalPort()), true, little);

            assertThat(result).isEqualTo(DeliveryResult.GIVEN_UP);
            assertThat(pauses).hasSizeBetween(2, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
    void deliver_privateAddressThatIsNotAllowed_isNeverConnectedTo(String host) throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout(1);

            DeliveryResult result = deliver("https://%s:%d/".formatted(host, server.getLocalPort()), false);

            assertThat(result).isEqualTo(DeliveryResult.GIVEN_UP);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private DeliveryResult deliver(String url, boolean allowPrivate) throws Exception {
        return deliver(url, allowPrivate, Patience.STANDARD);
    }

    private DeliveryResult deliver(String url, boolean allowPrivate, Patience patience) throws Exception {
        try (Delivery delivery = delivery(url, allowPrivate, patience)) {
            return delivery.deliver(MESSAGE);
        }
    }

    private Delivery delivery(String url, boolean allowPrivate, Patience patience) throws IOException {
        WebhookSettings settings = new WebhookSettings(
                "tool", url, Receiver.secretIn(directory).toString(), List.of(Event.DECISION), allowPrivate);
        return new Delivery(settings, patience, meters, () -> now, pause -> {
            pauses.add(pause);
            now = now.plus(pause);
        });
    }

    private double tries(DeliveryResult result) {
        return meters.counter(Meter.WEBHOOK_TRIES, "tool", result).count();
    }
}
