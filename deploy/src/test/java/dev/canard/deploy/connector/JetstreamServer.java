package dev.canard.deploy.connector;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.TextFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * Speaks as Jetstream does: replays from a cursor, then goes on with what happens. At the seam between the two it drops, repeats and
 * reorders events, and it sends frames that are huge, no JSON or no UTF-8. What it does comes from a seed.
 */
final class JetstreamServer extends WebSocketServer {

    static final Duration BETWEEN_EVENTS = Duration.ofMillis(1);

    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=(\\d+)");
    private static final Duration PACE = Duration.ofNanos(100_000);
    private static final int HUGE = 30_000;

    private final List<String> events;
    private final Instant start;
    private final Random random;
    private final boolean misbehaves;
    private final CountDownLatch started = new CountDownLatch(1);

    /** How many of the events have happened. */
    private final AtomicLong happened = new AtomicLong();

    /** @param events with the place of their time open, as in a format */
    JetstreamServer(List<String> events, Instant start, long seed, boolean misbehaves) throws InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.events = events;
        this.start = start;
        this.misbehaves = misbehaves;
        random = new Random(seed);
        start();
        started.await();
    }

    /** The time at which the last event happened. */
    Instant now() {
        return start.plus(BETWEEN_EVENTS.multipliedBy(happened.get()));
    }

    /** Lets everything have happened. */
    void letAllHappen() {
        happened.set(events.size());
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
        Matcher cursor = CURSOR.matcher(handshake.getResourceDescriptor());
        long from = cursor.find() ? indexAfter(Long.parseLong(cursor.group(1))) : happened.get();
        long seed = random.nextLong();
        Thread.startVirtualThread(() -> serve(connection, (int) from, new Random(seed)));
    }

    private long indexAfter(long cursor) {
        long micros = cursor - ChronoUnit.MICROS.between(Instant.EPOCH, start);
        return Math.clamp(Math.floorDiv(micros, BETWEEN_EVENTS.toNanos() / 1000) + 1, 0, happened.get());
    }

    private void serve(WebSocket connection, int from, Random chance) {
        // Time went on while nobody listened.
        int next = (int) Math.min(events.size(), happened.addAndGet(chance.nextInt(20)));
        happened.set(next);
        if (misbehaves) {
            // On many connections, so that some of them come whole.
            hostile(connection, chance.nextInt(4));
        }
        for (int i = from; i < next && connection.isOpen(); i++) {
            send(connection, i);
        }
        if (misbehaves) {
            seam(connection, next, chance);
            next = Math.min(events.size(), next + chance.nextInt(5));
        }
        while (next < events.size() && connection.isOpen()) {
            happened.accumulateAndGet(next + 1L, Math::max);
            send(connection, next++);
            if (misbehaves) {
                hostile(connection, chance.nextInt(1000));
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    /** Says some of the last events once more, in another order. */
    private void seam(WebSocket connection, int next, Random chance) {
        List<Integer> again = new ArrayList<>();
        for (int i = Math.max(0, next - chance.nextInt(10)); i < next; i++) {
            again.add(i);
        }
        Collections.shuffle(again, chance);
        again.forEach(i -> send(connection, i));
    }

    private static void hostile(WebSocket connection, int which) {
        switch (which) {
            case 0 ->
                sendText(connection, ("{\"huge\":\"" + "x".repeat(HUGE) + "\"}").getBytes(StandardCharsets.UTF_8));
            case 1 -> sendText(connection, "no JSON".getBytes(StandardCharsets.UTF_8));
            case 2 -> sendText(connection, new byte[] {'{', (byte) 0xFF, (byte) 0xC0, '}'});
            default -> {}
        }
    }

    private void send(WebSocket connection, int index) {
        long time = ChronoUnit.MICROS.between(Instant.EPOCH, start.plus(BETWEEN_EVENTS.multipliedBy(index)));
        sendText(connection, events.get(index).formatted(time).getBytes(StandardCharsets.UTF_8));
    }

    private static void sendText(WebSocket connection, byte[] text) {
        TextFrame frame = new TextFrame();
        frame.setPayload(ByteBuffer.wrap(text));
        if (connection.isOpen()) {
            connection.sendFrame(frame);
        }
    }

    @Override
    public void onMessage(WebSocket connection, String message) {}

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

    @Override
    public void onError(WebSocket connection, Exception failure) {}
}
