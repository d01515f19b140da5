package dev.canard.deploy.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.deploy.curation.DebunkCurator;
import dev.canard.deploy.curation.DebunkStreams;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.Verdict;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
class DebunksAsOfIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> IDS = List.of("r1", "r2", "r3");
    private static final int STEPS = 10;

    private final Random random = new Random(5);

    @TempDir
    private Path directory;

    @Test
    void at_tenTimesWhileDebunksChange_isWhatTheIndexHeldThen() throws Exception {
        // given
        TopicSettings settings = new TopicSettings("c.", 3, (short) 1);
        Topics topics = new Topics(settings);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                new TopicCreator(admin, settings).createMissing(topics.all());
            }
            Map<Instant, List<Debunk>> held = new LinkedHashMap<>();
            try (KafkaStreams debunks = DebunkStreams.of(broker, topics, directory)) {
                debunks.start();
                publish(client, topics);
                DebunkCurator curator = new DebunkCurator(client, topics);
                await().atMost(PATIENCE)
                        .until(() ->
                                IDS.stream().noneMatch(id -> curator.history(id).isEmpty()));
                held.put(NOW, held(client, topics));

                // when they are amended, retracted and restored
                for (int i = 1; i <= STEPS; i++) {
                    Instant at = NOW.plusSeconds(i);
                    String id = IDS.get(random.nextInt(IDS.size()));
                    String rawKey = curator.history(id).getLast().rawKey();
                    curator.amend(rawKey, amendment(id, at), PATIENCE);
                    held.put(at, held(client, topics));
                }
            }

            // then
            assertThat(held.values().stream().distinct()).hasSizeGreaterThan(5);
            DebunksAsOf debunks = new DebunksAsOf(client, topics, List.of(), _ -> List.of());
            held.forEach((time, expected) -> {
                assertThat(content(debunks.at(time))).as("at %s", time).containsExactlyElementsOf(expected);
                assertThat(content(debunks.at(time.plusMillis(999))))
                        .as("until the next change after %s", time)
                        .containsExactlyElementsOf(expected);
            });
            assertThat(debunks.at(NOW.minusSeconds(1))).isEmpty();
            assertThat(content(debunks.at(null))).containsExactlyElementsOf(new ArrayList<>(held.values()).getLast());
        }
    }

    private DebunkAmendment amendment(String id, Instant at) {
        return switch (random.nextInt(4)) {
            case 0 -> new DebunkAmendment(id, null, null, null, null, null, true, "jo", "fooled", at);
            case 1 -> DebunkAmendment.none(id, "jo", "it was right", at);
            case 2 -> new DebunkAmendment(id, "It is so, " + at, null, null, null, null, false, "jo", "clearer", at);
            default -> new DebunkAmendment(id, null, null, Verdict.SATIRE, null, null, false, "jo", "a joke", at);
        };
    }

    /** Without what tells when a debunk was written: an amendment that changes no word is a step in its life and not written anew. */
    private static List<Debunk> content(Collection<Debunk> debunks) {
        return debunks.stream().map(debunk -> debunk.withRevision(0, NOW)).toList();
    }

    /** What an index that is built now would be built from. */
    private static List<Debunk> held(Map<String, Object> client, Topics topics) {
        try (TopicTail<Debunk> tail = new TopicTail<>(client, topics.debunks(), TopicTail.From.BEGINNING)) {
            return content(new TreeMap<>(tail.readTable()).values());
        }
    }

    private static void publish(Map<String, Object> client, Topics topics) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            for (String id : IDS) {
                String review = """
                        {"@id": "%s", "claimReviewed": "Bananas of %s grow on trees.", "reviewRating": {"alternateName": "False"}}""".formatted(id, id);
                var _ = producer.send(new ProducerRecord<>(
                        topics.debunksRaw().name(), null, NOW.toEpochMilli(), "key of " + id, review.getBytes(UTF_8)));
            }
        }
    }
}
