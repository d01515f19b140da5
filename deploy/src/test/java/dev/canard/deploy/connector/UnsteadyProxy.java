package dev.canard.deploy.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a client and a server, and mistreats what the server sends: cuts connections at any byte, lets the last bytes
 * drip, or refuses with a status. What it does comes from a seed.
 */
final class UnsteadyProxy implements AutoCloseable {

    private static final Duration DRIP = Duration.ofMillis(100);

    private final ServerSocket listening;
    private final int upstream;
    private final Random random;
    private final int bytesBetweenCuts;
    private final AtomicInteger cutsLeft;
    private final AtomicInteger refusals = new AtomicInteger();

    /**
     * @param upstream the server's port
     * @param cuts so many connections are cut, the later ones are left alone
     * @param bytesBetweenCuts how many bytes pass on average before a cut
     */
    UnsteadyProxy(int upstream, long seed, int cuts, int bytesBetweenCuts) throws IOException {
        this.upstream = upstream;
        this.bytesBetweenCuts = bytesBetweenCuts;
        random = new Random(seed);
        cutsLeft = new AtomicInteger(cuts);
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    int cutsLeft() {
        return cutsLeft.get();
    }

    int refusals() {
        return refusals.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                int budget = 200 + random.nextInt(2 * bytesBetweenCuts);
                int fate = random.nextInt(20);
                Thread.startVirtualThread(() -> serve(client, budget, fate));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client, int budget, int fate) {
        try (client) {
            if (fate == 0 && cutsLeft.get() > 0) {
                refusals.incrementAndGet();
                client.getInputStream().read(new byte[1 << 16]);
                client.getOutputStream()
                        .write("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            try (Socket server = new Socket()) {
                // So that the server is not far ahead of what the client sees.
                server.setReceiveBufferSize(1 << 13);
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), upstream));
                Thread.startVirtualThread(() -> copy(client, server));
                mistreat(server.getInputStream(), client.getOutputStream(), budget, fate == 1);
            }
        } catch (IOException e) {
            // Either side has closed.
        }
    }

    private void mistreat(InputStream from, OutputStream to, int budget, boolean drips) throws IOException {
        byte[] buffer = new byte[1 << 12];
        int left = budget;
        while (true) {
            boolean cuts = cutsLeft.get() > 0;
            int read = from.read(buffer, 0, cuts ? Math.min(buffer.length, left) : buffer.length);
            if (read < 0) {
                return;
            }
            to.write(buffer, 0, read);
            left = Math.max(1, left - read);
            if (cuts && left == 1 && cutsLeft.getAndDecrement() > 0) {
                while (drips) {
                    LockSupport.parkNanos(DRIP.toNanos());
                    to.write(from.read());
                }
                return;
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException e) {
            // Either side has closed.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
