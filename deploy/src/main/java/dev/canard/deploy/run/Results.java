package dev.canard.deploy.run;

import dev.canard.event.Alert;
import dev.canard.event.DeadLetter;
import dev.canard.event.Event;
import dev.canard.event.EventJson;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a run gives: counts, delays, and the events as JSON Lines. It is told of all events since the beginning of the state
 * directory, so that the files of a resumed run are whole. Thread-safe.
 */
public final class Results implements AutoCloseable {

    /** Of so many dead letters a person is told; a broken file has thousands. */
    private static final int SHOWN_DEAD_LETTERS = 10;

    /**
     * Files to write, null for none.
     *
     * @param alerts the open alerts, at the end
     * @param matches every post's matches
     * @param deadLetters what could not be read
     */
    public record Files(
            @Nullable Path alerts,
            @Nullable Path matches,
            @Nullable Path deadLetters) {

        public static final Files NONE = new Files(null, null, null);
    }

    private final @Nullable Path alertsFile;
    private final @Nullable OutputStream matchesOut;
    private final @Nullable OutputStream deadLettersOut;
    private final InstantSource clock;
    private final Consumer<PostMatches> onVerdict;
    private final Instant start;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Histogram delays = new ConcurrentHistogram(Duration.ofDays(1).toMillis(), 3);
    private long posts;
    private long claims;
    private long matches;
    private final List<DeadLetter> firstDeadLetters = new ArrayList<>();
    private long deadLetters;

    /**
     * Starts with nothing.
     *
     * @param onVerdict is given each post's matches
     * @throws IOException if a file cannot be written
     */
    public Results(Files files, InstantSource clock, Consumer<PostMatches> onVerdict) throws IOException {
        alertsFile = files.alerts();
        this.clock = clock;
        this.onVerdict = onVerdict;
        start = clock.instant();
        if (alertsFile != null) {
            // Made now, so that a path that cannot be written fails before the work and not after it.
            open(alertsFile).close();
        }
        matchesOut = files.matches() == null ? null : open(files.matches());
        deadLettersOut = files.deadLetters() == null ? null : open(files.deadLetters());
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(java.nio.file.Files.newOutputStream(file));
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
        writeLine(matchesOut, judged);
    }

    synchronized void add(Alert alert) {
        alerts.put(alert.id(), alert);
    }

    synchronized void add(DeadLetter letter) {
        deadLetters++;
        if (firstDeadLetters.size() < SHOWN_DEAD_LETTERS) {
            firstDeadLetters.add(letter);
        }
        writeLine(deadLettersOut, letter);
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

    /** The first ones, for a person to read. */
    public synchronized List<DeadLetter> firstDeadLetters() {
        return List.copyOf(firstDeadLetters);
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
        for (OutputStream out :
                Stream.of(matchesOut, deadLettersOut).filter(Objects::nonNull).toList()) {
            out.close();
        }
        if (alertsFile != null) {
            try (OutputStream out = open(alertsFile)) {
                alerts().forEach(alert -> writeLine(out, alert));
            }
        }
    }

    private static void writeLine(@Nullable OutputStream out, Event event) {
        if (out != null) {
            try {
                out.write(EventJson.write(event));
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
