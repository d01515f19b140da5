package dev.canard.deploy.run;

import dev.canard.event.Alert;
import dev.canard.event.EventJson;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a run gives: counts, delays, and the events as JSON Lines. It is told of all events since the beginning of the state
 * directory, so that the files of a resumed run are whole. Thread-safe.
 */
public final class Results implements AutoCloseable {

    private final @Nullable Path alertsFile;
    private final @Nullable OutputStream matchesOut;
    private final InstantSource clock;
    private final Consumer<PostMatches> onVerdict;
    private final Instant start;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Histogram delays = new ConcurrentHistogram(Duration.ofDays(1).toMillis(), 3);
    private long posts;
    private long claims;
    private long matches;
    private long deadLetters;

    /**
     * Starts with nothing.
     *
     * @param alertsFile where the open alerts go at the end; null for nowhere
     * @param matchesFile where every post's matches go; null for nowhere
     * @param onVerdict is given each post's matches
     * @throws IOException if a file cannot be written
     */
    public Results(
            @Nullable Path alertsFile, @Nullable Path matchesFile, InstantSource clock, Consumer<PostMatches> onVerdict)
            throws IOException {
        this.alertsFile = alertsFile;
        this.clock = clock;
        this.onVerdict = onVerdict;
        start = clock.instant();
        if (alertsFile != null) {
            // Made now, so that a path that cannot be written fails before the work and not after it.
            Files.newOutputStream(alertsFile).close();
        }
        matchesOut = matchesFile == null ? null : new BufferedOutputStream(Files.newOutputStream(matchesFile));
    }

    synchronized void add(PostClaims read) {
        claims += read.claims().size();
    }

    synchronized void add(PostMatches judged) {
        onVerdict.accept(judged);
        posts++;
        matches += judged.matches().size();
        Instant arrived = judged.post().arrivedAt();
        if (!arrived.isBefore(start)) {
            delays.recordValue(
                    Math.max(0, Duration.between(arrived, clock.instant()).toMillis()));
        }
        if (matchesOut != null) {
            try {
                writeLine(matchesOut, EventJson.write(judged));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    synchronized void add(Alert alert) {
        alerts.put(alert.id(), alert);
    }

    synchronized void addDeadLetter() {
        deadLetters++;
    }

    /** Posts that were judged. */
    public synchronized long posts() {
        return posts;
    }

    public synchronized long claims() {
        return claims;
    }

    /** Pairs of a post and a candidate debunk. */
    public synchronized long matches() {
        return matches;
    }

    /** The alerts that are open, in the order in which they were first raised. */
    public synchronized List<Alert> alerts() {
        return alerts.values().stream().filter(Results::open).toList();
    }

    public synchronized long deadLetters() {
        return deadLetters;
    }

    /** From a post's arrival to its verdict, in milliseconds. Only of posts that arrived in this run. */
    public Histogram delays() {
        return delays.copy();
    }

    private static boolean open(Alert alert) {
        return alert.status() == Alert.Status.OPEN;
    }

    /** Writes the open alerts in the order in which they were first raised. */
    @Override
    public synchronized void close() throws IOException {
        if (matchesOut != null) {
            matchesOut.close();
        }
        if (alertsFile != null) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(alertsFile))) {
                for (Alert alert : alerts()) {
                    writeLine(out, EventJson.write(alert));
                }
            }
        }
    }

    private static void writeLine(OutputStream out, byte[] json) throws IOException {
        out.write(json);
        out.write('\n');
    }
}
