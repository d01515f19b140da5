package dev.canard.deploy.run;

import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Alert;
import dev.canard.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the topics of a local pipeline from their beginning into {@link Results} while it works. */
public final class ResultReader implements AutoCloseable {

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("results-", 0).daemon().factory());
    private final List<TopicTail<?>> tails = new ArrayList<>();
    private volatile boolean finishing;
    private final List<Future<?>> readings = new ArrayList<>();

    /**
     * Starts to read.
     *
     * @param onAlert is given each snapshot of an alert, on a thread of this reader
     */
    public ResultReader(LocalPipeline local, Results results, Consumer<Alert> onAlert) {
        read(local, local.topics().claims(), claims -> {
            if (claims.value() != null) {
                results.add(claims.value());
            }
        });
        read(local, local.topics().matches(), matches -> {
            if (matches.value() != null) {
                results.add(matches.value());
            }
        });
        read(local, local.topics().alerts(), alert -> {
            if (alert.value() != null) {
                results.add(alert.value());
                onAlert.accept(alert.value());
            }
        });
        read(local, local.topics().deadLetters(), letter -> results.add(letter.value()));
    }

    private <V> void read(LocalPipeline local, Topic<String, V> topic, Consumer<ConsumerRecord<String, V>> reader) {
        TopicTail<V> tail = new TopicTail<>(local.clientProperties(), topic, TopicTail.From.BEGINNING);
        tails.add(tail);
        readings.add(threads.submit(() -> {
            try (tail) {
                tail.readUntilStopped(reader);
                if (finishing) {
                    tail.readToEnd(reader);
                }
            }
        }));
    }

    /** Waits until all that the topics hold now is read. */
    public void finish() throws InterruptedException {
        finishing = true;
        tails.forEach(TopicTail::stop);
        for (Future<?> reading : readings) {
            try {
                reading.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("cannot read results: " + e.getMessage(), e);
            }
        }
    }

    /** Closes also on an interrupted thread: closing must not be cut short by what asked for it. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        tails.forEach(TopicTail::stop);
        threads.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
