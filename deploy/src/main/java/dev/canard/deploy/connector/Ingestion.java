package dev.canard.deploy.connector;

import dev.canard.deploy.config.KafkaSettings;
import dev.canard.deploy.config.SourceSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.source.Input;
import dev.canard.deploy.source.SourceWriter;
import dev.canard.event.SourcePosition;
import dev.canard.topic.Topics;
import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source into {@code posts.raw}: the connector on a thread of its own, Kafka on the caller's, a bounded buffer between
 * them. Each transaction holds some inputs and the position behind the last of them. A process that dies, however it dies, is
 * therefore followed by one that goes on behind what was committed, and finds nothing of what was not.
 */
public final class Ingestion {

    private static final Duration IDLE = Duration.ofMillis(500);
    private static final int BURSTS_PER_SECOND = 10;

    private final KafkaSettings kafka;
    private final Topics topics;
    private final SourceSettings settings;
    private final InstantSource clock;
    private final IngestionObserver observer;
    private volatile boolean stopped;

    public Ingestion(
            KafkaSettings kafka,
            Topics topics,
            SourceSettings settings,
            InstantSource clock,
            IngestionObserver observer) {
        this.kafka = kafka;
        this.topics = topics;
        this.settings = settings;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * What came of it.
     *
     * @param skipped records that an earlier process had read
     * @param sent payloads that were sent
     * @param deadLetters what could not be sent
     */
    public record Outcome(long skipped, long sent, long deadLetters) {}

    /**
     * Reads to the source's end, or until it is stopped: then what was sent so far is committed before it returns. The thread
     * must not be interrupted, which Kafka's producer takes badly.
     *
     * @param fromBeginning whether to pass over what is known of the source's position
     * @throws IOException if the source cannot be read
     * @throws IllegalStateException if another process reads the same source
     */
    public Outcome run(Connector connector, boolean fromBeginning) throws IOException, InterruptedException {
        boolean resumes = connector.canResume();
        String source = resumes ? connector.name() : connector.name() + " " + UUID.randomUUID();
        try (SourceWriter writer = new SourceWriter(producer(), topics, source, clock)) {
            SourcePosition position = fromBeginning || !resumes ? null : writer.position();
            return new Run(connector, writer, position).run();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new IllegalStateException(
                    "%s is read by another process now, or Kafka was away for too long".formatted(connector.name()), e);
        }
    }

    /** Ends {@link #run} soon. Callable from any thread. */
    public void stop() {
        stopped = true;
    }

    private Map<String, Object> producer() {
        Map<String, Object> properties = new HashMap<>(ClientProperties.of(kafka));
        properties.putIfAbsent(
                "transaction.timeout.ms", (int) kafka.transactionTimeout().toMillis());
        return properties;
    }

    /** One source, read once. */
    private final class Run {

        private final Connector connector;
        private final SourceWriter writer;
        private final InputBuffer buffer = new InputBuffer(settings.bufferBytes());
        private final FutureTask<Void> reading;
        private Outcome outcome;
        private String position = "";
        private long records;

        /** When what is open has to be committed, as {@link System#nanoTime} counts. */
        private long due;

        Run(Connector connector, SourceWriter writer, @Nullable SourcePosition start) {
            this.connector = connector;
            this.writer = writer;
            outcome = new Outcome(start == null ? 0 : start.records(), 0, 0);
            reading = new FutureTask<>(() -> {
                connector.read(start, intake());
                return null;
            });
        }

        Outcome run() throws IOException, InterruptedException {
            Thread reader = Thread.ofPlatform()
                    .name("read " + connector.name())
                    .daemon()
                    .start(reading);
            try {
                boolean more = true;
                while (more && !stopped) {
                    // Asked before the buffer is, since the last inputs are put before the reader is done.
                    boolean done = reading.isDone();
                    InputBuffer.Item item = buffer.poll(done ? Duration.ZERO : patience());
                    if (item != null) {
                        write(item);
                    }
                    if (writer.isFull() || item == null || System.nanoTime() - due >= 0) {
                        commit();
                    }
                    more = item != null || !done;
                }
                commit();
                if (!stopped) {
                    result();
                }
                return outcome;
            } finally {
                reader.interrupt();
            }
        }

        private Intake intake() {
            int rate = settings.rate();
            Bucket bucket = rate == 0
                    ? null
                    : Bucket.builder()
                            .addLimit(limit -> limit.capacity(Math.max(1, rate / BURSTS_PER_SECOND))
                                    .refillGreedy(rate, Duration.ofSeconds(1)))
                            .build();
            return new Intake() {
                @Override
                public void put(Input input, String behind, long records) throws InterruptedException {
                    if (bucket != null) {
                        bucket.asBlocking().consume(1);
                    }
                    buffer.put(new InputBuffer.Item(input, behind, records));
                }

                @Override
                public void note(String event) {
                    observer.note(event);
                }
            };
        }

        private Duration patience() {
            return writer.isOpen() ? Duration.ofNanos(Math.max(0, due - System.nanoTime())) : IDLE;
        }

        private void write(InputBuffer.Item item) {
            if (!writer.isOpen()) {
                due = System.nanoTime() + kafka.commitInterval().toNanos();
            }
            writer.send(topics.postsRaw(), item.input());
            position = item.position();
            records = item.records();
            switch (item.input()) {
                case Input.Payload _ -> outcome = new Outcome(outcome.skipped, outcome.sent + 1, outcome.deadLetters);
                case Input.Unusable(var letter) -> {
                    outcome = new Outcome(outcome.skipped, outcome.sent, outcome.deadLetters + 1);
                    observer.unusable(letter);
                }
            }
        }

        private void commit() {
            if (connector.canResume()) {
                writer.commit(position, records);
            } else {
                writer.commitOnce();
            }
            observer.progress(outcome, connector.lag());
        }

        /** Fails as the reader did. */
        private void result() throws IOException, InterruptedException {
            try {
                reading.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException failure -> throw failure;
                    case KafkaException failure -> throw failure;
                    case null, default -> throw new IllegalStateException(e.getCause());
                }
            }
        }
    }
}
