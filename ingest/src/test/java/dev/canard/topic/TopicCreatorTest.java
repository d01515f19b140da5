package dev.canard.topic;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicCreatorTest {

    @Test
    void createMissing_topicWithOtherPartitions_saysHowManyItMustHave() {
        // given
        Topics topics = new Topics(new TopicSettings("x.", 6, (short) 1));
        TopicCreator creator = new TopicCreator(adminOf("x.debunks", 3), new TopicSettings("x.", 6, (short) 1));

        // when, then
        assertThatThrownBy(() -> creator.createMissing(List.of(topics.debunks())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("topic x.debunks has 3 partitions, must have 1");
    }

    /** Of a broker that has one topic. */
    private static Admin adminOf(String topic, int partitions) {
        TopicPartitionInfo partition = new TopicPartitionInfo(0, Node.noNode(), List.of(), List.of());
        TopicDescription description = new TopicDescription(topic, false, Collections.nCopies(partitions, partition));
        KafkaFutureImpl<CreateTopicsResult.TopicMetadataAndConfig> exists = new KafkaFutureImpl<>();
        exists.completeExceptionally(new TopicExistsException(topic));
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (admin, method, arguments) -> switch (method.getName()) {
                    case "createTopics" -> new CreateTopicsResult(Map.of(topic, exists)) {};
                    case "describeTopics" ->
                        new DescribeTopicsResult(null, Map.of(topic, KafkaFuture.completedFuture(description))) {};
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
