package dev.canard.deploy.pipeline;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the rest of a topic in a thread of its own, until it is closed. */
public final class TopicFollower<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    private final TopicTail<V> tail;
    private final Thread thread;

    /**
     * Begins to read.
     *
     * @param name of the thread
     * @param tail is read from where it is, and closed at the end
     * @param reader is given each record
     * @param onFailure is told why no more is read
     */
    public TopicFollower(
            String name,
            TopicTail<V> tail,
            Consumer<ConsumerRecord<String, V>> reader,
            Consumer<RuntimeException> onFailure) {
        this.tail = tail;
        thread = Thread.ofPlatform().name(name).daemon().start(() -> {
            try (tail) {
                tail.readUntilStopped(reader);
            } catch (WakeupException e) {
                LOG.debug("{} stopped", name);
            } catch (RuntimeException e) {
                onFailure.accept(e);
            }
        });
    }

    /** Waits until no more is read. */
    @Override
    public void close() {
        tail.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
