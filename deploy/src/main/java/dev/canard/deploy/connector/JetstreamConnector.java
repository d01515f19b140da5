package dev.canard.deploy.connector;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.config.SourceSettings;
import dev.canard.deploy.net.Pauses;
import dev.canard.deploy.source.PostPayloads;
import dev.canard.event.SourcePosition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads Bluesky's Jetstream. Its position is a cursor: the server's time of the last event, in microseconds. After a cut it asks for
 * events from a bit before it.
 *
 * <p>A server that replays old events and then goes over to live ones may lose some at that seam. Once the seam is past,
 * therefore, the time around it is read a second time, on a connection of its own, from what the server then holds of it. Up to that
 * the position stays before the seam.
 *
 * @see <a href="https://github.com/bluesky-social/jetstream">Jetstream</a>
 */
public final class JetstreamConnector implements Connector {

    private static final double MICROS_PER_SECOND = 1_000_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final URI address;
    private final PostPayloads payloads;
    private final SourceSettings settings;
    private final InstantSource clock;
    private final long overlap;
    private volatile long newest;

    /**
     * @param name see {@link Connector#name}
     * @param address of the server's {@code subscribe}, with the collections that are wanted
     * @param payloads makes records of events
     */
    public JetstreamConnector(
            String name, URI address, PostPayloads payloads, SourceSettings settings, InstantSource clock) {
        this.name = name;
        this.address = address;
        this.payloads = payloads;
        this.settings = settings;
        this.clock = clock;
        overlap = settings.overlap().toNanos() / 1000;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void read(@Nullable SourcePosition resumeAfter, Intake intake) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            try {
                Progress progress = new Progress(resumeAfter, intake);
                Reconnecting.run(settings, intake, pauses -> stream(client, progress, pauses));
            } finally {
                // Closing waits for connections, which have no end.
                client.shutdownNow();
            }
        }
    }

    @Override
    public String lag() {
        return newest == 0 ? "" : "%.1f s behind".formatted(Math.max(0, now() - newest) / MICROS_PER_SECOND);
    }

    /** How far the stream was read, and what of it is sure. */
    private static final class Progress {

        private final Intake intake;
        private long records;

        /** All events up to it were read, as far as the server has them; 0 if nothing is known. */
        private long sure;

        Progress(@Nullable SourcePosition resumeAfter, Intake intake) {
            this.intake = intake;
            records = resumeAfter == null ? 0 : resumeAfter.records();
            sure = resumeAfter == null ? 0 : Long.parseLong(resumeAfter.position());
        }
    }

    /** One connection, until it breaks. */
    private void stream(HttpClient client, Progress progress, Pauses pauses)
            throws BrokenConnectionException, IOException, InterruptedException {
        long connectedAt = now();
        long from = before(progress.sure);
        if (progress.sure == 0) {
            // Should this connection break before its first event, the next one still begins here.
            progress.sure = connectedAt;
        }
        // Where live events began after a replay: not known yet, and not to be looked at where nothing is replayed.
        long seam = from == 0 ? 0 : Long.MAX_VALUE;
        try (JetstreamConnection connection = connect(client, from)) {
            while (true) {
                long time = take(connection, progress, seam == 0 ? Long.MAX_VALUE : connectedAt);
                pauses.reset();
                if (seam == Long.MAX_VALUE && time >= connectedAt) {
                    seam = time;
                } else if (seam != 0 && seam != Long.MAX_VALUE && time > seam + overlap) {
                    lookAgain(client, progress, connectedAt, seam + overlap);
                    seam = 0;
                }
            }
        }
    }

    private void lookAgain(HttpClient client, Progress progress, long around, long until)
            throws BrokenConnectionException, IOException, InterruptedException {
        try (JetstreamConnection connection = connect(client, before(around))) {
            long time = 0;
            while (time < until) {
                time = take(connection, progress, around);
            }
        }
    }

    /** Takes an event; gives its time, at most the time now: a cursor in the future would pass over what comes until then. */
    private long take(JetstreamConnection connection, Progress progress, long surelyUpTo)
            throws BrokenConnectionException, InterruptedException {
        byte[] event = connection.next();
        long time = Math.min(timeOf(event), now());
        newest = Math.max(newest, time);
        progress.sure = Math.max(progress.sure, Math.min(time, surelyUpTo));
        progress.records++;
        progress.intake.put(
                payloads.of(event, connection.size(), Long.toString(time)),
                Long.toString(progress.sure),
                progress.records);
        return time;
    }

    private JetstreamConnection connect(HttpClient client, long cursor)
            throws BrokenConnectionException, IOException, InterruptedException {
        URI from = cursor == 0
                ? address
                : URI.create(address + (address.getRawQuery() == null ? "?" : "&") + "cursor=" + cursor);
        return new JetstreamConnection(client, from, settings.idleTimeout(), payloads.mostBytes(), clock);
    }

    private long before(long time) {
        return time == 0 ? 0 : Math.max(1, time - overlap);
    }

    private long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    /** The server's time of an event, 0 if it has none. */
    private static long timeOf(byte[] event) {
        try (JsonParser parser = JSON.createParser(event)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return 0;
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (field.equals("time_us")) {
                    return value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
                }
                parser.skipChildren();
            }
            return 0;
        } catch (IOException e) {
            // The ingest stage says what is wrong with it.
            return 0;
        }
    }
}
