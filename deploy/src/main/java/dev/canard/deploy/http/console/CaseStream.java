package dev.canard.deploy.http.console;

import io.javalin.http.sse.SseClient;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells open pages which alerts changed, as server-sent events: {@code case} with the ids of alerts, so that each page asks for what it shows;
 * {@code reset} where more was missed than is remembered. Changes of a tenth of a second are told together: each event costs a write to each
 * page.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class CaseStream implements AutoCloseable {

    /** How many changes are remembered for pages that come back. */
    private static final int REMEMBERED = 10_000;

    private static final int PING_SECONDS = 15;
    private static final int TOGETHER_MILLIS = 100;

    private final ConsoleView view;
    private final Consumer<String> listener = this::changed;
    /** Each with whether it still may listen. */
    private final Map<SseClient, BooleanSupplier> clients = new ConcurrentHashMap<>();

    private final Deque<Change> changes = new ArrayDeque<>();

    /** Another process numbers its changes anew. */
    private final String epoch;

    /** A slow page must not hold up who reads the topics. */
    private final ScheduledThreadPoolExecutor sender = new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("console-stream").factory(),
            // What changes while it is being closed interests nobody.
            new ThreadPoolExecutor.DiscardPolicy());

    /** What was not told yet; used by the sender alone, as are the changes and the last number. */
    private final List<Change> untold = new ArrayList<>();

    private long last;

    private record Change(long number, String alertId) {}

    CaseStream(ConsoleView view, InstantSource clock) {
        this.view = view;
        epoch = Long.toString(clock.millis(), Character.MAX_RADIX);
        view.listen(listener);
        var _ = sender.scheduleAtFixedRate(
                () -> clients.forEach(CaseStream::ping), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    private static void ping(SseClient client, BooleanSupplier admitted) {
        if (admitted.getAsBoolean()) {
            client.sendComment("");
        } else {
            client.close();
        }
    }

    private void changed(String alertId) {
        sender.execute(() -> {
            Change change = new Change(++last, alertId);
            changes.addLast(change);
            if (changes.size() > REMEMBERED) {
                changes.removeFirst();
            }
            untold.add(change);
            if (untold.size() == 1) {
                var _ = sender.schedule(this::tell, TOGETHER_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void tell() {
        clients.keySet().forEach(client -> send(client, untold));
        untold.clear();
    }

    /**
     * A page begins to listen.
     *
     * @param admitted whether it still may; asked now and then, in another thread
     */
    void open(SseClient client, BooleanSupplier admitted) {
        client.keepAlive();
        client.onClose(() -> clients.remove(client));
        @Nullable String lastSeen = client.ctx().header("Last-Event-ID");
        sender.execute(() -> {
            // Else the page would be told of them twice.
            tell();
            long seen = number(lastSeen);
            boolean missed = lastSeen != null
                    && (seen < 0
                            || (!changes.isEmpty() && seen < changes.getFirst().number() - 1));
            if (missed) {
                client.sendEvent("reset", Map.of(), epoch + "-" + last);
            } else if (lastSeen != null) {
                send(
                        client,
                        changes.stream()
                                .filter(change -> change.number() > seen)
                                .toList());
            }
            clients.put(client, admitted);
        });
    }

    private void send(SseClient client, List<Change> some) {
        if (!some.isEmpty()) {
            List<String> ids = some.stream().map(Change::alertId).distinct().toList();
            client.sendEvent(
                    "case", Map.of("ids", ids), epoch + "-" + some.getLast().number());
        }
    }

    /** -1 for one of another process. */
    private long number(@Nullable String id) {
        if (id == null || !id.startsWith(epoch + "-")) {
            return -1;
        }
        try {
            return Long.parseLong(id.substring(epoch.length() + 1));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** While the server still runs: it cannot end what it answers once it is down. */
    @Override
    public void close() {
        view.forget(listener);
        sender.shutdownNow();
        clients.keySet().forEach(SseClient::close);
    }
}
