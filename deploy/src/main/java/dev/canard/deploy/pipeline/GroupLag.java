package dev.canard.deploy.pipeline;

import dev.canard.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group is behind the ends of its topics. Zero means that all input was worked off and its output is committed.
 *
 * <p>The end is that of all records, not of the committed ones: a transaction is committed before its markers reach every
 * partition, so that the end of the committed records may still lie before records that are as good as committed. Kafka
 * Streams moves its position past the markers too (KAFKA-6607), so that the lag does reach zero.
 */
final class GroupLag {

    private GroupLag() {}

    /** The lag in records and markers, over all partitions. */
    static long of(Admin admin, String group, List<? extends Topic<?, ?>> topics)
            throws InterruptedException, ExecutionException {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.partitioning().partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .mapToLong(end -> {
                    OffsetAndMetadata position = committed.get(end.getKey());
                    return end.getValue().offset() - (position == null ? 0 : position.offset());
                })
                .sum();
    }
}
