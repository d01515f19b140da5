package dev.canard.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Alert;
import dev.canard.event.Decision;
import dev.canard.event.Events;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class PostPartitionerTest {

    private final Topics topics = new Topics(TopicSettings.DEFAULTS);

    @Test
    void partitionOf_isWhereKafkaSendsThePost() {
        for (int i = 0; i < 1_000; i++) {
            String id = "at://did:plc:" + i + "/\u00e9\uD83E\uDD86";
            // KIP-480 keeps murmur2 for records with a key: every client in every language relies on it.
            byte[] key = new StringSerializer().serialize("posts", id);
            int kafka = (Utils.murmur2(key) & 0x7fffffff) % 6;

            assertThat(PostPartitioner.partitionOf(id, 6)).isEqualTo(kafka);
        }
    }

    @Test
    void partitions_alertsAndDecisionsLieWithTheirPost() {
        for (int i = 0; i < 100; i++) {
            Alert alert = Events.alert("post-" + i, "debunk");
            Decision decision = Events.decision(alert, Decision.Action.CONFIRM);
            Optional<Set<Integer>> expected = Optional.of(Set.of(PostPartitioner.partitionOf("post-" + i, 6)));

            assertThat(topics.alerts().partitioning().partitioner().partitions("alerts", alert.id(), alert, 6))
                    .isEqualTo(expected);
            assertThat(topics.decisions().partitioning().partitioner().partitions("decisions", alert.id(), decision, 6))
                    .isEqualTo(expected);
        }
    }

    @Test
    void partitions_withoutValue_isLeftToTheKey() {
        assertThat(topics.alerts().partitioning().partitioner().partitions("alerts", "id", null, 6))
                .isEmpty();
    }
}
