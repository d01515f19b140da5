package dev.canard.deploy.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a copy of the state of a topic with one partition has to fit.
 *
 * @param partition its partition
 * @param id what Kafka calls it: a topic of the same name in another cluster, or made anew, has another
 * @param end offset of its next record
 * @param retractionsKept how long a retraction can be read at least; later it may be compacted away, and who has not read it by then
 *     never learns of it
 */
public record TopicIdentity(TopicPartition partition, String id, long end, Duration retractionsKept) {

    /**
     * Asks the cluster.
     *
     * @throws ExecutionException if there is no such topic, or the cluster does not answer
     */
    public static TopicIdentity of(Admin admin, String topic) throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(topic, 0);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return new TopicIdentity(
                partition,
                Objects.requireNonNull(admin.describeTopics(List.of(topic))
                                .allTopicNames()
                                .get()
                                .get(topic))
                        .topicId()
                        .toString(),
                admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset(),
                Duration.ofMillis(Long.parseLong(Objects.requireNonNull(config)
                        .get(TopicConfig.DELETE_RETENTION_MS_CONFIG)
                        .value())));
    }
}
