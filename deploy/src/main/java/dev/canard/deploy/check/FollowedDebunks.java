package dev.canard.deploy.check;

import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Debunk;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An index of its own that follows the topic of the debunks, and ends with this object. Thread-safe. */
final class FollowedDebunks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedDebunks.class);

    private final Path directory;
    private final DebunkIndex index;
    private final TopicTail<Debunk> tail;
    private final Thread thread;
    private volatile boolean failed;
    private long changes;

    private FollowedDebunks(Path directory, DebunkIndex index, TopicTail<Debunk> tail) {
        this.directory = directory;
        this.index = index;
        this.tail = tail;
        thread = Thread.ofPlatform().name("check-debunks").daemon().unstarted(this::follow);
    }

    /**
     * Reads all debunks that there are, and goes on with those that come.
     *
     * @param encoders whose vectors it holds
     */
    static FollowedDebunks open(
            Map<String, Object> clientProperties, Topic<String, Debunk> topic, Collection<String> encoders) {
        try {
            Path directory = Files.createTempDirectory("canard-check-");
            FollowedDebunks debunks = new FollowedDebunks(
                    directory,
                    DebunkIndex.open(directory, encoders),
                    new TopicTail<>(clientProperties, topic, TopicTail.From.BEGINNING));
            try {
                debunks.tail.readToEnd(debunks::take);
                debunks.thread.start();
                return debunks;
            } catch (RuntimeException e) {
                debunks.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow() {
        try {
            tail.readUntilStopped(this::take);
        } catch (RuntimeException e) {
            failed = true;
            LOG.error("Texts are checked by debunks as they were; they are read anew for the next text", e);
        }
    }

    /** By one thread at a time. */
    private void take(ConsumerRecord<String, Debunk> record) {
        if (record.value() == null) {
            index.delete(record.key(), changes++);
        } else {
            index.put(record.value(), changes++);
        }
    }

    DebunkIndex index() {
        return index;
    }

    /** All that has come, to be searched. */
    DebunkSnapshot acquire() {
        index.refresh();
        return index.acquire();
    }

    /** Whether the topic is still followed. */
    boolean follows() {
        return !failed;
    }

    @Override
    public void close() {
        tail.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tail.close();
        index.close();
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
