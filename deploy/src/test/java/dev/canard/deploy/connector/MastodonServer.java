package dev.canard.deploy.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Speaks as a Mastodon server does: a stream of server-sent events that tells only what happens while one listens, and pages of a
 * timeline. It asks for a token, and mixes events into the stream that are huge, no JSON or no UTF-8.
 */
final class MastodonServer implements AutoCloseable {

    static final String TOKEN = "a-token";

    private static final Pattern MIN_ID = Pattern.compile("min_id=(\\d+)");
    private static final Duration PACE = Duration.ofNanos(100_000);
    private static final int PAGE = 40;
    private static final int HUGE = 30_000;

    private final HttpServer server;
    private final int statuses;
    private final Instant start;
    private final Random random;
    private final boolean misbehaves;
    private final AtomicInteger happened = new AtomicInteger();

    MastodonServer(int statuses, Instant start, long seed, boolean misbehaves) throws IOException {
        this.statuses = statuses;
        this.start = start;
        this.misbehaves = misbehaves;
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/streaming/public", exchange -> answer(exchange, this::stream));
        server.createContext("/api/v1/timelines/public", exchange -> answer(exchange, this::page));
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How it knows a status: one per millisecond, which its id tells. */
    long id(int index) {
        return start.plusMillis(index).toEpochMilli() << 16;
    }

    static String uri(int index) {
        return "https://mastodon.example/users/otter/statuses/" + index;
    }

    String status(int index, String content) {
        return """
                {"id":"%d","uri":"%s","created_at":"%s","content":"<p>%s</p>","spoiler_text":"","language":"en",\
                "account":{"acct":"otter","display_name":"Otter","uri":"https://mastodon.example/users/otter"},\
                "favourites_count":%d}""".formatted(id(index), uri(index), start.plusMillis(index), content, random.nextInt(100));
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
            } else {
                handler.handle(exchange);
            }
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        Matcher min = MIN_ID.matcher(exchange.getRequestURI().getQuery());
        long after = min.find() ? Long.parseLong(min.group(1)) : 0;
        int end = happened.get();
        int first =
                IntStream.range(0, end).filter(i -> id(i) > after).findFirst().orElse(end);
        int last = Math.min(end, first + PAGE);
        byte[] page = IntStream.range(first, last)
                .map(i -> last - 1 - (i - first))
                .mapToObj(i -> status(i, "Status " + i))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        send(out, ":)\n");
        int next = Math.min(statuses, happened.addAndGet(random.nextInt(20)));
        happened.set(next);
        if (misbehaves) {
            // On each connection, so that some of them come whole.
            for (int which = 0; which < 4; which++) {
                hostile(out, which);
            }
        }
        while (true) {
            if (next < statuses) {
                happened.accumulateAndGet(next + 1, Math::max);
                send(out, "event: update\ndata: %s\n\n".formatted(status(next, "Status " + next)));
                next++;
            } else {
                send(out, ":thump\n");
            }
            if (misbehaves) {
                hostile(out, random.nextInt(1000));
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private static void hostile(OutputStream out, int which) throws IOException {
        switch (which) {
            case 0 -> send(out, "event: update\ndata: {\"huge\":\"" + "x".repeat(HUGE) + "\"}\n\n");
            case 1 -> send(out, "event: update\ndata: no JSON\n\n");
            case 2 -> {
                out.write("event: update\ndata: {".getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[] {(byte) 0xFF, (byte) 0xC0});
                send(out, "\n\n");
            }
            case 3 -> send(out, "event: notification\ndata: {}\n\n");
            default -> {}
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
