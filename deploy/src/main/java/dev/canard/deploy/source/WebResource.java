package dev.canard.deploy.source;

import dev.canard.deploy.net.PublicAddress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A feed or a page at an address of the web that a user named. It may lie anywhere; a redirect may not lead from it into a
 * private network, to another scheme than HTTP, or on and on.
 *
 * <p>The address that a redirect is checked with is the one that is connected to: Java keeps what it resolved for 30 s.
 */
final class WebResource {

    private static final int MOST_REDIRECTS = 5;
    private static final long MOST_BYTES = 8L << 30;

    private final URI address;
    private final Duration patience;
    private final long mostBytes;

    /**
     * @param address see {@link #isAddress}
     * @throws IOException if it is none
     */
    WebResource(String address) throws IOException {
        this(parsed(address), Duration.ofSeconds(30), MOST_BYTES);
    }

    /**
     * @param patience how long the server may take to connect, to answer, and to send more
     * @param mostBytes a longer answer fails
     */
    WebResource(URI address, Duration patience, long mostBytes) {
        this.address = address;
        this.patience = patience;
        this.mostBytes = mostBytes;
    }

    /** Whether an argument is to be an address of the web. */
    static boolean isAddress(String argument) {
        String lower = argument.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    /**
     * Asks for it.
     *
     * @throws IOException if it cannot be had
     */
    InputStream open() throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        try {
            URI next = address;
            for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
                HttpResponse<InputStream> response = client.send(
                        HttpRequest.newBuilder(next)
                                .timeout(patience)
                                .header("User-Agent", "Canard")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                if (response.statusCode() == 200) {
                    return new Body(client, response.body());
                }
                response.body().close();
                String location = response.headers().firstValue("Location").orElse(null);
                if (response.statusCode() / 100 != 3 || location == null) {
                    throw new IOException("%s: HTTP status %d".formatted(next, response.statusCode()));
                }
                next = redirected(next, location);
            }
            throw new IOException("%s: more than %d redirects".formatted(address, MOST_REDIRECTS));
        } catch (InterruptedException e) {
            client.shutdownNow();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(address + ": interrupted");
        } catch (IOException e) {
            client.shutdownNow();
            String message = e.getMessage();
            boolean told = message != null && message.startsWith("http");
            throw told ? e : new IOException("%s: %s".formatted(address, message == null ? "no answer" : message), e);
        }
    }

    private URI redirected(URI from, String location) throws IOException {
        URI to;
        try {
            to = from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new IOException(from + ": redirects to what is no address", e);
        }
        if (!isAddress(to.toString()) || to.getHost() == null) {
            throw new IOException("%s: redirects to %s, which is no address of the web".formatted(from, to));
        }
        boolean same = to.getHost().equalsIgnoreCase(address.getHost()) && to.getPort() == address.getPort();
        if (!same) {
            for (InetAddress resolved : InetAddress.getAllByName(to.getHost())) {
                if (!PublicAddress.is(resolved)) {
                    throw new IOException("%s: redirects to %s, which is in a private network".formatted(from, to));
                }
            }
        }
        return to;
    }

    private static URI parsed(String address) throws IOException {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IOException(address + ": no address of the web", e);
        }
        throw new IOException(address + ": no address of the web");
    }

    /** An answer that may not take forever, nor go on forever. */
    private final class Body extends FilterInputStream {

        private final HttpClient client;
        private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();
        private long read;

        Body(HttpClient client, InputStream in) {
            super(in);
            this.client = client;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = reader.submit(() -> in.read(into, offset, length))
                        .get(patience.toMillis(), TimeUnit.MILLISECONDS);
                read += Math.max(0, count);
                if (read > mostBytes) {
                    throw new IOException("%s: more than %d bytes".formatted(address, mostBytes));
                }
                return count;
            } catch (TimeoutException e) {
                client.shutdownNow();
                throw new SocketTimeoutException("%s: nothing more came for %s".formatted(address, patience));
            } catch (ExecutionException e) {
                throw new IOException(address + ": the answer breaks off", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(address + ": interrupted");
            }
        }

        @Override
        public void close() {
            client.shutdownNow();
            reader.shutdownNow();
        }
    }
}
