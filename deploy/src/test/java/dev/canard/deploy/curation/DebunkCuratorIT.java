package dev.canard.deploy.curation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.DebunkRevision;
import dev.canard.event.DebunkRevision.Change;
import dev.canard.event.Verdict;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DebunkCuratorIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REVIEW = """
            {"@id": "r1", "claimReviewed": "Bananas grow on trees.", "reviewRating": {"alternateName": "False"}}""";

    @TempDir
    private Path directory;

    @Test
    void amend_isTakenUpByTheTopology_andStaysInTheHistory() throws Exception {
        TopicSettings settings = new TopicSettings("c.", 3, (short) 1);
        Topics topics = new Topics(settings);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                new TopicCreator(admin, settings).createMissing(topics.all());
            }
            DebunkCurator curator = new DebunkCurator(client, topics);

            // given nothing that takes amendments up
            assertThat(curator.amend("nobody", retraction("nobody"), Duration.ofMillis(200)))
                    .isEmpty();
            assertThat(curator.history("r1")).isEmpty();

            try (KafkaStreams debunks = DebunkStreams.of(broker, topics, directory)) {
                debunks.start();
                publish(client, topics);
                await().atMost(PATIENCE).until(() -> !curator.history("r1").isEmpty());

                // when
                String rawKey = curator.history("r1").getLast().rawKey();
                DebunkRevision amended = curator.amend(rawKey, amendment(Verdict.SATIRE), PATIENCE)
                        .orElseThrow();
                DebunkRevision retracted =
                        curator.amend(rawKey, retraction("r1"), PATIENCE).orElseThrow();

                // then
                assertThat(amended.debunk().rating().verdict()).isEqualTo(Verdict.SATIRE);
                assertThat(retracted.debunk()).isNull();
                assertThat(curator.amendment(rawKey)).contains(retraction("r1"));
                assertThat(curator.history("r1"))
                        .extracting(DebunkRevision::change, DebunkRevision::by, DebunkRevision::reason)
                        .containsExactly(
                                tuple(Change.PUBLISHED, null, null),
                                tuple(Change.AMENDED, "jo", "it is a joke"),
                                tuple(Change.RETRACTED, "mo", "it is none"));
            }
        }
    }

    private static DebunkAmendment amendment(Verdict verdict) {
        return new DebunkAmendment("r1", null, null, verdict, null, null, false, "jo", "it is a joke", NOW);
    }

    private static DebunkAmendment retraction(String debunkId) {
        return new DebunkAmendment(debunkId, null, null, null, null, null, true, "mo", "it is none", NOW.plusMillis(1));
    }

    private static void publish(Map<String, Object> client, Topics topics) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(topics.debunksRaw().name(), "a key", REVIEW.getBytes(UTF_8)));
        }
    }
}
