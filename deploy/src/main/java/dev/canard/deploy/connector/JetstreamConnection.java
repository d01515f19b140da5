package dev.canard.deploy.connector;

import dev.canard.deploy.net.Answers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A WebSocket whose messages are taken one by one. The server is not let further ahead than a few messages. */
final class JetstreamConnection implements AutoCloseable {

    /** Messages that may wait to be taken. */
    private static final int AHEAD = 16;

    /** What arrives. */
    private sealed interface Arrival {

        /**
         * A whole message.
         *
         * @param bytes its beginning
         * @param size how many bytes it has in truth
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Message(byte[] bytes, long size) implements Arrival {}

        /** The connection is at its end. */
        record End(String cause) implements Arrival {}
    }

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Duration patience;
    private final WebSocket socket;
    private long size;

    /**
     * Connects.
     *
     * @param patience how long a message may take to arrive
     * @param mostBytes how many bytes of a message are kept
     * @throws BrokenConnectionException if that fails, and may not fail later
     * @throws IOException if the server refuses it for good
     */
    JetstreamConnection(HttpClient client, URI address, Duration patience, int mostBytes, InstantSource clock)
            throws BrokenConnectionException, IOException, InterruptedException {
        this.patience = patience;
        try {
            socket = client.newWebSocketBuilder()
                    .connectTimeout(patience)
                    .buildAsync(address, new Receiver(mostBytes))
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BrokenConnectionException("no answer for " + patience, null, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                HttpResponse<?> response = refused.getResponse();
                String message = "the server answers with status " + response.statusCode();
                if (!Answers.isPassing(response.statusCode())) {
                    throw new IOException(message, e);
                }
                throw new BrokenConnectionException(
                        message,
                        Answers.retryAfter(
                                response.headers().firstValue("Retry-After").orElse(null), clock.instant()),
                        e);
            }
            throw new BrokenConnectionException("cannot connect: " + e.getCause(), null, e);
        }
    }

    /**
     * The beginning of the next message; {@link #size} tells how long the whole is.
     *
     * @throws BrokenConnectionException if the connection ends, or no whole message arrives in time
     */
    byte[] next() throws BrokenConnectionException, InterruptedException {
        return switch (arrivals.poll(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            case null -> throw new BrokenConnectionException("nothing whole arrived for " + patience, null, null);
            case Arrival.End(String cause) -> throw new BrokenConnectionException(cause, null, null);
            case Arrival.Message(byte[] bytes, long whole) -> {
                size = whole;
                socket.request(1);
                yield bytes;
            }
        };
    }

    /** How many bytes the last message has. */
    long size() {
        return size;
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** Puts parts together. Its calls come one after the other. */
    private final class Receiver implements WebSocket.Listener {

        private final int mostBytes;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long received;

        Receiver(int mostBytes) {
            this.mostBytes = mostBytes;
        }

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(AHEAD);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            byte[] part = data.toString().getBytes(StandardCharsets.UTF_8);
            received += part.length;
            kept.write(part, 0, Math.min(part.length, mostBytes - kept.size()));
            if (last) {
                arrivals.add(new Arrival.Message(kept.toByteArray(), received));
                kept.reset();
                received = 0;
            } else {
                from.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            arrivals.add(new Arrival.End("the server sends bytes instead of text"));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            arrivals.add(new Arrival.End("the server closed the connection (%d %s)".formatted(status, reason)));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            arrivals.add(new Arrival.End("the connection broke: "
                    + Objects.requireNonNullElse(
                            error.getMessage(), error.getClass().getSimpleName())));
        }
    }
}
