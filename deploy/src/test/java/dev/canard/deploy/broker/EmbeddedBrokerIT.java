package dev.canard.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    @TempDir
    private Path directory;

    @Test
    void start_againOnTheSameDirectory_keepsWhatItHeld() throws Exception {
        // given
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
        }

        // when
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = admin(broker)) {

            // then
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void start_afterATransactionThatNobodyEnded_abortsIt() throws Exception {
        // given
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
            KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "cut-off"),
                    new StringSerializer(),
                    new StringSerializer());
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("kept", "never committed")).get();
            producer.close(Duration.ZERO);
        }

        // when
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = admin(broker)) {

            // then what comes after it can be read at once
            TopicPartition partition = new TopicPartition("kept", 0);
            long end = endOf(partition, admin, IsolationLevel.READ_UNCOMMITTED);
            assertThat(end).isGreaterThan(1);
            assertThat(endOf(partition, admin, IsolationLevel.READ_COMMITTED)).isEqualTo(end);
        }
    }

    @Test
    void start_two_doNotGetInEachOthersWay() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.start(directory.resolve("one"));
                EmbeddedBroker two = EmbeddedBroker.start(directory.resolve("two"));
                Admin admin = admin(two)) {
            assertThat(one.bootstrapServers()).isNotEqualTo(two.bootstrapServers());
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    private static long endOf(TopicPartition partition, Admin admin, IsolationLevel isolation) throws Exception {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
