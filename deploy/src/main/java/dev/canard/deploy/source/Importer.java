package dev.canard.deploy.source;

import dev.canard.event.Event;
import dev.canard.event.SourcePosition;
import dev.canard.topic.LookBackHeader;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of files to the topics of raw input, in transactions that also hold how far the file was read. An import
 * that was cut off goes on after the last record that arrived, with nothing lost and nothing doubled.
 */
public final class Importer {

    private static final int RECORDS_PER_TRANSACTION = 500;

    private final Map<String, Object> clientProperties;
    private final Topics topics;
    private final int maxPayloadBytes;
    private final InstantSource clock;
    private final boolean looksBack;
    private final CountDownLatch stop = new CountDownLatch(1);

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
                Transactions transactions = new Transactions(source, keepPosition)) {
            long skipped = resumeAfter == null ? 0 : skip(payloads, file, resumeAfter);
            long sent = 0;
            long dead = 0;
            boolean paced = !pause.isZero();
            for (Payloads.Input input = payloads.next();
                    input != null && stop.getCount() > 0;
                    input = payloads.next()) {
                switch (input) {
                    case Payloads.Input.Payload payload -> {
                        sent++;
                        transactions.send(topic, payload);
                        observer.sent(payload.key(), payload.bytes(), payload.headers());
                    }
                    case Payloads.Input.Unusable unusable -> {
                        dead++;
                        transactions.send(unusable);
                        observer.unusable(unusable.letter());
                    }
                }
                boolean due = paced || transactions.full() || !payloads.ready();
                // A position counts whole records.
                if (due && payloads.isBetweenRecords()) {
                    transactions.commit(payloads);
                    observer.progress(payloads.records(), payloads.bytesRead());
                }
                if (paced) {
                    stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
            transactions.commit(payloads);
            observer.progress(payloads.records(), payloads.bytesRead());
            return new Outcome(sent, dead, skipped);
        }
    }

    /** Ends a running import after its current record. */
    public void stop() {
        stop.countDown();
    }

    /** The name under which the position of a file is kept. */
    public static String sourceName(InputFile file, InputKind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + file.name();
    }

    private static long skip(Payloads payloads, InputFile file, SourcePosition resumeAfter) throws IOException {
        String fingerprint = payloads.skip(resumeAfter.records());
        if (!resumeAfter.position().equals(fingerprint)) {
            throw new IOException(
                    "%s has changed in its first %d records, which an earlier run has read; start afresh with another --state"
                            .formatted(file.name(), resumeAfter.records()));
        }
        return resumeAfter.records();
    }

    /** A producer and its open transaction. */
    private final class Transactions implements AutoCloseable {

        private final String source;
        private final boolean keepPosition;
        private final KafkaProducer<byte[], byte[]> producer;
        private int open;

        Transactions(String source, boolean keepPosition) {
            this.source = source;
            this.keepPosition = keepPosition;
            Map<String, Object> properties = new HashMap<>(clientProperties);
            // The same id for the same source: a second import fences off one that was cut off.
            properties.put("transactional.id", "canard-import-" + HexFormat.of().toHexDigits(source.hashCode()));
            // After a transaction the first request may be refused for a moment, and those sent behind it with it.
            properties.put("max.in.flight.requests.per.connection", 1);
            properties.put("linger.ms", 5);
            properties.put("max.request.size", Topic.MAX_MESSAGE_BYTES);
            properties.put("compression.type", "lz4");
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
            producer.initTransactions();
        }

        void send(Topic<String, byte[]> topic, Payloads.Input.Payload payload) {
            begin();
            Headers headers = payload.headers().toHeaders();
            if (!looksBack) {
                LookBackHeader.addNo(headers);
            }
            enqueue(new ProducerRecord<>(
                    topic.name(),
                    null,
                    clock.millis(),
                    topic.keys().serializer().serialize(topic.name(), payload.key()),
                    payload.bytes(),
                    headers));
        }

        void send(Payloads.Input.Unusable unusable) {
            begin();
            enqueue(record(topics.deadLetters(), unusable.letter().eventId(), unusable.letter()));
        }

        boolean full() {
            return open >= RECORDS_PER_TRANSACTION;
        }

        void commit(Payloads read) {
            if (open == 0) {
                return;
            }
            if (keepPosition) {
                enqueue(record(
                        topics.positions(),
                        source,
                        new SourcePosition(source, read.fingerprint(), read.records(), clock.instant())));
            }
            producer.commitTransaction();
            open = 0;
        }

        /** Whether it arrives is known at the commit, which fails if a record of the transaction did. */
        private void enqueue(ProducerRecord<byte[], byte[]> record) {
            var _ = producer.send(record);
        }

        private void begin() {
            if (open++ == 0) {
                producer.beginTransaction();
            }
        }

        private <V extends Event> ProducerRecord<byte[], byte[]> record(Topic<String, V> topic, String key, V value) {
            Headers headers = new RecordHeaders();
            byte[] bytes = topic.values().serializer().serialize(topic.name(), headers, value);
            byte[] keyBytes = topic.keys().serializer().serialize(topic.name(), key);
            return new ProducerRecord<>(topic.name(), null, clock.millis(), keyBytes, bytes, headers);
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
