package dev.canard.deploy.check;

import dev.canard.deploy.pipeline.TopicFollower;
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
    private final TopicFollower<Debunk> follower;
    private volatile boolean failed;

    /** How many records were taken, by one thread after the other. */
    private long taken;

    /**
     * Reads all debunks that there are, and goes on with those that come.
     *
     * @param encoders whose vectors it holds
     */
    FollowedDebunks(Map<String, Object> clientProperties, Topic<String, Debunk> topic, Collection<String> encoders) {
        try {
            directory = Files.createTempDirectory("canard-check-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        index = DebunkIndex.open(directory, encoders);
        TopicTail<Debunk> tail = new TopicTail<>(clientProperties, topic, TopicTail.From.BEGINNING);
        try {
            tail.readToEnd(this::take);
        } catch (RuntimeException e) {
            tail.close();
            delete();
            throw e;
        }
        follower = new TopicFollower<>("check-debunks", tail, this::take, this::fail);
    }

    private void take(ConsumerRecord<String, Debunk> record) {
        if (record.value() == null) {
            index.delete(record.key(), taken++);
        } else {
            index.put(record.value(), taken++);
        }
    }

    private void fail(RuntimeException cause) {
        failed = true;
        LOG.error("texts are checked by debunks as they were; they are read anew for the next text", cause);
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
        follower.close();
        delete();
    }

    private void delete() {
        index.close();
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
