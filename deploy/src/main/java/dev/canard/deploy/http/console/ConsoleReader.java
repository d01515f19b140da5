package dev.canard.deploy.http.console;

import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topics into a view, from their beginning, each in a thread of its own. */
final class ConsoleReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleReader.class);

    private final List<TopicTail<?>> tails = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<CompletableFuture<Void>> caughtUp = new ArrayList<>();

    private final CompletableFuture<Void> ready;
    private volatile boolean failed;

    /** @param warmUp what is done when all has been read, before it is ready */
    ConsoleReader(Map<String, Object> clientProperties, Topics topics, ConsoleView view, Runnable warmUp) {
        read(clientProperties, topics.alerts(), record -> view.alert(record.key(), record.value()));
        read(clientProperties, topics.decisions(), record -> {
            if (record.value() != null) {
                view.decision(record.value());
            }
        });
        read(clientProperties, topics.matches(), record -> view.matches(record.key(), record.value()));
        read(clientProperties, topics.shareCounts(), record -> view.shares(record.key(), record.value()));
        read(clientProperties, topics.debunks(), record -> view.debunk(record.key(), record.value()));
        ready = CompletableFuture.allOf(caughtUp.toArray(CompletableFuture[]::new))
                .thenRunAsync(warmUp);
    }

    private <V> void read(
            Map<String, Object> clientProperties, Topic<String, V> topic, Consumer<ConsumerRecord<String, V>> reader) {
        TopicTail<V> tail = new TopicTail<>(clientProperties, topic, TopicTail.From.BEGINNING);
        CompletableFuture<Void> atEnd = new CompletableFuture<>();
        tails.add(tail);
        caughtUp.add(atEnd);
        threads.add(Thread.ofPlatform().name("console-" + topic.name()).daemon().start(() -> {
            try (tail) {
                tail.readToEnd(reader);
                atEnd.complete(null);
                tail.readUntilStopped(reader);
            } catch (WakeupException e) {
                LOG.debug("stopped while it was reading what had come before");
            } catch (RuntimeException e) {
                failed = true;
                LOG.error("the console no longer follows {}: start it anew", topic.name(), e);
                atEnd.completeExceptionally(e);
            }
        }));
    }

    /**
     * Waits until all has been read that was there at the start, and lists are fast.
     *
     * @throws ExecutionException if a topic cannot be read
     */
    void awaitReady() throws InterruptedException, ExecutionException {
        ready.get();
    }

    /** Whether all has been read that was there at the start. */
    boolean isReady() {
        return ready.isDone() && !ready.isCompletedExceptionally();
    }

    /** Whether all topics are still followed. */
    boolean follows() {
        return !failed;
    }

    @Override
    public void close() {
        tails.forEach(TopicTail::stop);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
