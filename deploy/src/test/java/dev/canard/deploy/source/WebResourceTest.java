package dev.canard.deploy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebResourceTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.createContext("/feed", exchange -> answer(exchange, "[{}]"));
        server.createContext("/moved", exchange -> redirect(exchange, "/feed"));
        server.createContext(
                "/private",
                exchange -> redirect(
                        exchange,
                        "http://localhost:%d/feed".formatted(server.getAddress().getPort())));
        server.createContext("/file", exchange -> redirect(exchange, "file:///etc/hostname"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        server.createContext("/stalls", this::stall);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"feed", "moved"})
    void open_addressThatTheUserNamed_isReadWhereverItIs(String path) throws IOException {
        try (InputStream in = resource(path, 1000).open()) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("[{}]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "private, which is in a private network",
        "file, 'file:///etc/hostname, which is no address of the web'",
        "loop, more than 5 redirects",
        "missing, HTTP status 404",
    })
    void open_whatMayNotBeFollowed_isRefused(String path, String message) {
        assertThatThrownBy(() -> resource(path, 1000).open())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("http://127.0.0.1:")
                .hasMessageContaining(message);
    }

    @Test
    void read_moreBytesThanAllowed_fails() throws IOException {
        try (InputStream in = resource("feed", 3).open()) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("more than 3 bytes");
        }
    }

    @Test
    void read_serverThatStalls_fails() throws IOException {
        try (InputStream in = new WebResource(uri("stalls"), Duration.ofSeconds(2), 1000).open()) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("nothing more came for PT2S");
        }
    }

    @Test
    void open_portThatNobodyListensOn_saysWhichAddress() {
        server.stop(0);

        assertThatThrownBy(() -> resource("feed", 1000).open())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(uri("feed").toString());
    }

    private WebResource resource(String path, long mostBytes) {
        return new WebResource(uri(path), Duration.ofSeconds(10), mostBytes);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), path));
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.sendResponseHeaders(200, body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void stall(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write('[');
        exchange.getResponseBody().flush();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }
}
