package dev.canard.topic;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Sends a copy of each record to every partition.
 *
 * @see <a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-837%3A+Allow+MultiCasting+a+Result+Record.">KIP-837: allow multicasting a result record</a>
 */
public final class EveryPartition<K, V> implements StreamPartitioner<K, V> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, @Nullable K key, @Nullable V value, int partitions) {
        return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    }
}
