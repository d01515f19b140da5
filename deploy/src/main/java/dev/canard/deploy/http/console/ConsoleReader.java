package dev.canard.deploy.http.console;

import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topics into a view, from their beginning, each in a thread of its own. */
final class ConsoleReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleReader.class);

    private final InstantSource clock;
    private final List<TopicTail<?>> tails = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<CompletableFuture<Void>> caughtUp = new ArrayList<>();

    private final CompletableFuture<Void> ready;
    private volatile boolean failed;

    /** @param warmUp what is done when all has been read, before it is ready */
    ConsoleReader(
            Map<String, Object> clientProperties,
            Topics topics,
            ConsoleView view,
            InstantSource clock,
            Runnable warmUp) {
        this.clock = clock;
        read(clientProperties, topics.alerts(), (id, alert) -> {
            view.alert(id, alert);
            return alert != null;
        });
        read(clientProperties, topics.decisions(), (_, decision) -> {
            if (decision != null) {
                view.decision(decision);
            }
            return false;
        });
        read(clientProperties, topics.matches(), view::matches);
        read(clientProperties, topics.shareCounts(), (postId, count) -> {
            view.shares(postId, count);
            return count != null;
        });
        read(clientProperties, topics.debunks(), (id, debunk) -> {
            view.debunk(id, debunk);
            return debunk != null;
        });
        ready = CompletableFuture.allOf(caughtUp.toArray(CompletableFuture[]::new))
                .thenRunAsync(warmUp);
    }

    /** Takes what a topic says of a key, null for nothing; answers whether anything is kept of it. */
    @FunctionalInterface
    private interface Keeper<V> {
        boolean keep(String key, @Nullable V value);
    }

    private <V> void read(Map<String, Object> clientProperties, Topic<String, V> topic, Keeper<V> keeper) {
        Outlived outlived = new Outlived(topic.retention(), clock);
        Consumer<ConsumerRecord<String, V>> reader = record -> {
            outlived.came(record.key(), record.timestamp(), keeper.keep(record.key(), record.value()));
            outlived.take().forEach(key -> keeper.keep(key, null));
        };
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
