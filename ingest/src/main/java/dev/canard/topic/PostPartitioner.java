package dev.canard.topic;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/** Sends a record to the partition of its post, whatever its key is: the one that Kafka picks for the post id as key. */
public final class PostPartitioner<K, V> implements StreamPartitioner<K, V> {

    private final Function<V, String> postId;

    public PostPartitioner(Function<V, String> postId) {
        this.postId = postId;
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, @Nullable K key, @Nullable V value, int partitions) {
        return value == null ? Optional.empty() : Optional.of(Set.of(partitionOf(postId.apply(value), partitions)));
    }

    /** The partition of a post. */
    public static int partitionOf(String postId, int partitions) {
        return BuiltInPartitioner.partitionForKey(postId.getBytes(StandardCharsets.UTF_8), partitions);
    }
}
