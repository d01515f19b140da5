package dev.canard.deploy.source;

import dev.canard.event.SourcePosition;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of files to the topics of raw input, in transactions that also hold how far the file was read. An import
 * that was cut off goes on after the last record that arrived, with nothing lost and nothing doubled.
 */
public final class Importer {

    private final Map<String, Object> clientProperties;
    private final Topics topics;
    private final int maxPayloadBytes;
    private final InstantSource clock;
    private final boolean looksBack;

    /**
     * Makes an importer.
     *
     * @param clientProperties how to reach Kafka
     * @param maxPayloadBytes longer lines become dead letters
     * @param clock gives the time of arrival
     */
    public Importer(Map<String, Object> clientProperties, Topics topics, int maxPayloadBytes, InstantSource clock) {
        this(clientProperties, topics, maxPayloadBytes, clock, true);
    }

    private Importer(
            Map<String, Object> clientProperties,
            Topics topics,
            int maxPayloadBytes,
            InstantSource clock,
            boolean looksBack) {
        this.looksBack = looksBack;
        this.clientProperties = clientProperties;
        this.topics = topics;
        this.maxPayloadBytes = maxPayloadBytes;
        this.clock = clock;
    }

    /** One that spares recent posts: they are not judged again for the fact-checks that it sends. */
    public Importer withoutLookBack() {
        return new Importer(clientProperties, topics, maxPayloadBytes, clock, false);
    }

    /**
     * What an import did.
     *
     * @param records posts or fact-checks that were sent
     * @param deadLetters what could not be sent
     * @param skipped records of the file that an earlier import had sent
     */
    public record Outcome(long records, long deadLetters, long skipped) {}

    /**
     * Sends a file.
     *
     * @param resumeAfter how far an earlier import came; null starts from the beginning
     * @param pause how long to wait after each record; zero sends as fast as can be
     * @param observer is told how far it is, and what cannot be sent
     * @throws IOException if the file cannot be read, or is not the one that the earlier import read
     */
    public Outcome send(
            InputFile file,
            InputKind kind,
            @Nullable SourcePosition resumeAfter,
            Duration pause,
            ImportObserver observer)
            throws IOException, InterruptedException {
        return send(file, kind, resumeAfter, pause, observer, true);
    }

    /**
     * Sends a file that cannot be read again: its position is not kept.
     *
     * @param observer is told how far it is, and what cannot be sent
     * @throws IOException if the file cannot be read
     */
    public Outcome sendOnce(InputFile file, InputKind kind, ImportObserver observer)
            throws IOException, InterruptedException {
        return send(file, kind, null, Duration.ZERO, observer, false);
    }

    private Outcome send(
            InputFile file,
            InputKind kind,
            @Nullable SourcePosition resumeAfter,
            Duration pause,
            ImportObserver observer,
            boolean keepPosition)
            throws IOException, InterruptedException {
        Topic<String, byte[]> topic = kind == InputKind.POSTS ? topics.postsRaw() : topics.debunksRaw();
        String source = sourceName(file, kind);
        try (Payloads payloads = new Payloads(file, kind, topic.name(), maxPayloadBytes, clock);
                SourceWriter writer = new SourceWriter(clientProperties, topics, source, clock)) {
            long skipped = payloads.resume(resumeAfter);
            long sent = 0;
            long dead = 0;
            boolean paced = !pause.isZero();
            for (Input input = payloads.next(); input != null; input = payloads.next()) {
                writer.send(topic, input, looksBack);
                switch (input) {
                    case Input.Payload payload -> {
                        sent++;
                        observer.sent(payload.key(), payload.bytes(), payload.headers());
                    }
                    case Input.Unusable unusable -> {
                        dead++;
                        observer.unusable(unusable.letter());
                    }
                }
                boolean due = paced || writer.isFull() || !payloads.ready();
                // A position counts whole records.
                if (due && payloads.isBetweenRecords()) {
                    commit(writer, payloads, keepPosition);
                    observer.progress(payloads.records(), payloads.bytesRead());
                }
                if (paced) {
                    Thread.sleep(pause);
                }
            }
            commit(writer, payloads, keepPosition);
            observer.progress(payloads.records(), payloads.bytesRead());
            return new Outcome(sent, dead, skipped);
        }
    }

    private static void commit(SourceWriter writer, Payloads read, boolean keepPosition) {
        if (keepPosition) {
            writer.commit(read.fingerprint(), read.records());
        } else {
            writer.commitOnce();
        }
    }

    /** The name under which the position of a file is kept. */
    public static String sourceName(InputFile file, InputKind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + file.name();
    }
}
