package dev.canard.deploy.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.canard.deploy.config.SourceSettings;
import dev.canard.deploy.source.PostPayloads;
import dev.canard.event.SourcePosition;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamConnectorsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SourceSettings SETTINGS = new SourceSettings(
            0, 1 << 20, Duration.ofMillis(10), Duration.ofMillis(1), Duration.ofMillis(20), PATIENCE, PATIENCE);

    private final CollectedInputs inputs = new CollectedInputs();

    @Test
    void jetstream_resumed_beginsABitBeforeItsPosition() throws Exception {
        // given 100 events, one a millisecond, all of them past
        List<String> events = IntStream.range(0, 100)
                .mapToObj(i -> "{\"did\":\"did:plc:a\",\"time_us\":%%d,\"kind\":\"identity\",\"n\":%d}".formatted(i))
                .toList();
        JetstreamServer server = new JetstreamServer(events, START, 1, false);
        server.letAllHappen();
        try {
            // when it stopped at the one of number 60
            String position = Long.toString(START.plusMillis(60).toEpochMilli() * 1000);
            FutureTask<Void> reading = read(
                    jetstream("ws://127.0.0.1:%d/subscribe".formatted(server.getPort())),
                    new SourcePosition("jetstream", position, 61, START));
            inputs.await(49, PATIENCE);
            reading.cancel(true);

            // then
            assertThat(new String(inputs.payloads().getFirst().bytes())).contains("\"n\":51");
            assertThat(inputs.positions().getFirst().records()).isEqualTo(62);
            assertThat(inputs.positions().getFirst().position()).isEqualTo(position);
            assertThat(inputs.positions().getLast().position())
                    .isEqualTo(Long.toString(START.plusMillis(99).toEpochMilli() * 1000));
        } finally {
            server.stop();
        }
    }

    @Test
    void mastodon_resumed_readsWhatItMissedFromThePages() throws Exception {
        try (MastodonServer server = new MastodonServer(200, START, 1, false)) {
            FutureTask<Void> reading = read(
                    mastodon(server.address(), MastodonServer.TOKEN),
                    new SourcePosition("mastodon", Long.toString(server.id(0)), 1, START));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> inputs.keys().contains(MastodonServer.uri(0))
                            && inputs.keys().contains(MastodonServer.uri(199)));
            reading.cancel(true);
            assertThat(inputs.keys())
                    .contains(IntStream.range(0, 200)
                            .mapToObj(MastodonServer::uri)
                            .toArray(String[]::new));
        }
    }

    @Test
    void serverThatRefusesForGood_isNotAskedAgain() throws Exception {
        try (MastodonServer server = new MastodonServer(1, START, 1, false)) {
            assertThatThrownBy(() ->
                            read(mastodon(server.address(), "wrong"), null).get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("Server returned HTTP error 401");
            assertThatThrownBy(() -> read(jetstream("ws://127.0.0.1:" + server.port()), null)
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("the server answers with status 404");
        }
    }

    @Test
    void serverThatAsksToWait_isAskedAgainThen() throws Exception {
        HttpServer busy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        busy.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        busy.start();
        try {
            FutureTask<Void> jetstream =
                    read(jetstream("ws://127.0.0.1:" + busy.getAddress().getPort()), null);
            FutureTask<Void> mastodon = read(
                    mastodon(URI.create("http://127.0.0.1:" + busy.getAddress().getPort()), "token"), null);
            Awaitility.await().atMost(PATIENCE).until(() -> inputs.notes().size() == 2);
            jetstream.cancel(true);
            mastodon.cancel(true);
            assertThat(inputs.notes()).containsOnly("the server answers with status 429; connecting again in 7.0 s");
        } finally {
            busy.stop(0);
        }
    }

    @Test
    void serverWithAnUnknownCertificate_isNotSpokenTo(@TempDir Path directory) throws Exception {
        // given
        var listening = selfSigned(directory)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (listening) {
            Thread.startVirtualThread(() -> {
                while (!listening.isClosed()) {
                    try (var client = listening.accept()) {
                        assertThat(client.getInputStream().read())
                                .as("nothing may be sent")
                                .isNegative();
                    } catch (IOException e) {
                        // The client refuses the certificate.
                    }
                }
            });

            // when
            FutureTask<Void> jetstream = read(jetstream("wss://localhost:" + listening.getLocalPort()), null);
            FutureTask<Void> mastodon =
                    read(mastodon(URI.create("https://localhost:" + listening.getLocalPort()), "token"), null);
            Awaitility.await().atMost(PATIENCE).until(() -> inputs.notes().size() >= 6);
            jetstream.cancel(true);
            mastodon.cancel(true);

            // then
            assertThat(inputs.notes()).allMatch(note -> note.contains("PKIX path building failed"));
            assertThat(inputs.payloads()).isEmpty();
        }
    }

    private static SSLContext selfSigned(Path directory) throws Exception {
        Path store = directory.resolve("keys.p12");
        String[] command = {
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-alias",
            "a",
            "-keystore",
            store.toString(),
            "-storepass",
            "changeit"
        };
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private FutureTask<Void> read(Connector connector, @Nullable SourcePosition after) {
        FutureTask<Void> reading = new FutureTask<>(() -> {
            connector.read(after, inputs);
            return null;
        });
        Thread.ofVirtual().start(reading);
        return reading;
    }

    private static JetstreamConnector jetstream(String address) {
        return new JetstreamConnector(
                "jetstream", URI.create(address), payloads("bluesky-jetstream"), SETTINGS, InstantSource.system());
    }

    private static MastodonConnector mastodon(URI server, String token) {
        return new MastodonConnector(
                "mastodon",
                server,
                server,
                MastodonTimeline.PUBLIC,
                token,
                payloads("mastodon"),
                SETTINGS,
                InstantSource.system());
    }

    private static PostPayloads payloads(String format) {
        return new PostPayloads(format, "test", new Topics(TopicSettings.DEFAULTS), 100_000, InstantSource.system());
    }
}
