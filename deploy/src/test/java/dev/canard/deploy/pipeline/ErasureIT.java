package dev.canard.deploy.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.erasure.Eraser;
import dev.canard.deploy.erasure.Kept;
import dev.canard.deploy.erasure.Subject;
import dev.canard.event.Alert;
import dev.canard.event.Erasure;
import dev.canard.event.EventJson;
import dev.canard.topic.PostPartitioner;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** That nothing of an author is left after an erasure: in no topic that is compacted, and in no file of the applications' state. */
@Timeout(300)
class ErasureIT {

    private static final String FIRST = "vanishing-1";
    private static final String WORD = "zorblatt";
    private static final String ID = "did:plc:vanishes";
    private static final String HANDLE = "vera.example";
    private static final List<String> MARKS = List.of(WORD, ID, HANDLE, "Vera Nishes");
    private static final String SPREADING =
            "They really did it: the Eiffel Tower was sold to a scrap dealer and will be taken down!";

    private final CanardSettings settings = CanardSettings.DEFAULTS;
    private final Topics topics = new Topics(settings.topics());
    private int fillers;

    @Test
    void erase_author_leavesNothingBehind_andOthersAsTheyAre(@TempDir Path directory) throws Exception {
        Path state = directory.resolve("state");
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        Map<String, Object> client =
                ClientProperties.of(settings.kafka().withBootstrapServers(broker.bootstrapServers()));
        try (ClusterRunner runner = new ClusterRunner(settings, broker.bootstrapServers(), broker, state)) {
            // given
            cleanOften(client);
            runner.debunk("d-tower", debunk(), 1);
            runner.post(FIRST, post(FIRST, SPREADING + " Says " + WORD + "."));
            String second = idBeside(FIRST, "s");
            runner.post(second, post(second, "Rain again, so " + WORD + " and I baked two loaves of bread."));
            runner.post(
                    "other",
                    "{\"id\": \"other\", \"text\": \"%s\"}".formatted(SPREADING).getBytes(UTF_8));
            assertThat(alerted(runner)).contains(FIRST, "other");
            repost(runner, FIRST);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(holding(client, List.of(FIRST)))
                            .contains(topics.shareCounts().name()));
            assertThat(holding(client, MARKS))
                    .contains(
                            topics.posts().name(),
                            topics.claims().name(),
                            topics.matches().name(),
                            topics.alerts().name());

            // when
            Eraser eraser = new Eraser(client, topics, InstantSource.system());
            Subject subject = Subject.author("@" + HANDLE, null);
            Kept kept = eraser.find(subject);
            Erasure erasure = eraser.erase(subject, kept, "jo", "asked to", Duration.ofSeconds(60));

            // then
            assertThat(kept.posts()).containsExactlyInAnyOrder(FIRST, second);
            assertThat(kept.alerts()).containsExactly(Map.entry(Alert.idOf(FIRST, "d-tower"), FIRST));
            assertThat(erasure).isNotNull();
            assertThat(erasure.posts()).isEqualTo(2);
            assertThat(erasure.records()).containsEntry(topics.alerts().name(), 1);
            assertThat(eraser.find(subject).posts()).isEmpty();
            assertThat(entries(client)).containsExactly(erasure);
            assertThat(new String(EventJson.write(erasure), UTF_8))
                    .doesNotContain(MARKS)
                    .doesNotContain(FIRST);

            // The broker cleans what is written no more, so that something has to be.
            await().atMost(Duration.ofSeconds(150)).untilAsserted(() -> {
                fill(runner);
                assertThat(holding(client, MARKS)).isEmpty();
                assertThat(holding(client, List.of(FIRST))).noneMatch(topic -> topic.contains("share"));
            });
            assertThat(alerted(runner)).contains("other");
            assertThat(eraser.find(Subject.post("other", null)).alerts()).hasSize(1);

            // A source that repeats itself does not bring it back.
            runner.post(FIRST, post(FIRST, SPREADING + " Says " + WORD + "."));
            assertThat(eraser.find(subject).posts()).isEmpty();
        }
        compact(state);
        assertThat(filesWith(state, MARKS)).isEmpty();
        // Its manifest names the first and the last key of files that were, until it is opened again.
        compact(state);
        // Only what knows repeats keeps the ids of posts for a while.
        assertThat(filesWith(state, List.of(FIRST)))
                .allMatch(file -> file.toString().contains("post-revisions"));
    }

    private static Set<String> alerted(ClusterRunner runner) {
        Set<String> posts = new TreeSet<>();
        runner.alerts().forEach(alert -> posts.add(alert.post().id()));
        return posts;
    }

    private List<Erasure> entries(Map<String, Object> client) {
        try (TopicTail<Erasure> tail = new TopicTail<>(client, topics.erasures(), TopicTail.From.BEGINNING)) {
            return List.copyOf(tail.readTable().values());
        }
    }

    /** A post of another in the same partition, which alerts and is passed on. */
    private void fill(ClusterRunner runner) {
        String id = idBeside(FIRST, "filler-" + fillers++ + "-");
        runner.post(
                id,
                "{\"id\": \"%s\", \"text\": \"In %d the Eiffel Tower was sold to a scrap dealer and will be taken down!\"}"
                        .formatted(id, 1_900 + fillers)
                        .getBytes(UTF_8));
        repost(runner, id);
    }

    private static void repost(ClusterRunner runner, String post) {
        String id = "repost-of-" + post;
        runner.post(
                id, "{\"id\": \"%s\", \"repostOf\": \"%s\"}".formatted(id, post).getBytes(UTF_8));
    }

    private String idBeside(String post, String prefix) {
        int partitions = settings.topics().partitions();
        int wanted = PostPartitioner.partitionOf(post, partitions);
        return IntStream.range(0, 1_000)
                .mapToObj(i -> prefix + i)
                .filter(id -> PostPartitioner.partitionOf(id, partitions) == wanted)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] post(String id, String text) {
        return ("{\"id\": \"%s\", \"text\": \"%s\", \"createdAt\": \"2026-01-31T12:00:00Z\","
                        + " \"author\": {\"id\": \"%s\", \"handle\": \"%s\", \"name\": \"Vera Nishes\"}}")
                .formatted(id, text, ID, HANDLE)
                .getBytes(UTF_8);
    }

    private static byte[] debunk() {
        return """
                {"@type": "ClaimReview", "@id": "d-tower", "headline": "No, the Eiffel Tower has not been sold for scrap",
                 "claimReviewed": "The Eiffel Tower was sold to a scrap dealer in 2025 and will be taken down.",
                 "datePublished": "2025-05-01", "author": {"name": "Example Check"}, "reviewRating": {"alternateName": "False"}}
                """.getBytes(UTF_8);
    }

    /** Segments of a second, cleaned at once: what takes a day or two otherwise. */
    private static void cleanOften(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            changes.put(
                    new ConfigResource(ConfigResource.Type.BROKER, "1"), List.of(set("log.cleaner.backoff.ms", "200")));
            for (String topic : compacted(admin)) {
                changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(
                                set(TopicConfig.SEGMENT_MS_CONFIG, "1000"),
                                set(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "1000"),
                                set(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.0"),
                                set(TopicConfig.DELETE_RETENTION_MS_CONFIG, "0")));
            }
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    /** All topics that are compacted, those of the applications' stores too. */
    private static List<String> compacted(Admin admin) throws Exception {
        List<ConfigResource> all = admin.listTopics().names().get().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        List<String> compacted = new ArrayList<>();
        for (Map.Entry<ConfigResource, Config> topic :
                admin.describeConfigs(all).all().get().entrySet()) {
            if (topic.getValue().get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("compact")) {
                compacted.add(topic.getKey().name());
            }
        }
        return compacted;
    }

    /** The compacted topics that hold one of some texts, committed or not. */
    private static Set<String> holding(Map<String, Object> client, List<String> texts) throws Exception {
        Set<String> found = new TreeSet<>();
        try (Admin admin = Admin.create(client);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = compacted(admin).stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Predicate<TopicPartition> unread = partition -> consumer.position(partition) < ends.get(partition);
            while (partitions.stream().anyMatch(unread)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (holds(record.key(), texts) || holds(record.value(), texts)) {
                        found.add(record.topic());
                    }
                }
            }
        }
        return found;
    }

    private static boolean holds(byte[] bytes, List<String> texts) {
        // Latin-1 has a character for each byte, and the texts are ASCII.
        String all = bytes == null ? "" : new String(bytes, ISO_8859_1);
        return texts.stream().anyMatch(all::contains);
    }

    /** What RocksDB does by itself with files that are a day old. */
    private static void compact(Path state) throws IOException, RocksDBException {
        RocksDB.loadLibrary();
        List<Path> databases;
        try (Stream<Path> files = Files.walk(state)) {
            databases = files.filter(file -> file.getFileName().toString().equals("CURRENT"))
                    .map(Path::getParent)
                    .toList();
        }
        assertThat(databases).isNotEmpty();
        for (Path database : databases) {
            List<ColumnFamilyDescriptor> families = new ArrayList<>();
            try (Options options = new Options()) {
                for (byte[] name : RocksDB.listColumnFamilies(options, database.toString())) {
                    families.add(new ColumnFamilyDescriptor(name));
                }
            }
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            try (DBOptions options = new DBOptions();
                    CompactRangeOptions anew = new CompactRangeOptions()
                            .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForce);
                    RocksDB opened = RocksDB.open(options, database.toString(), families, handles)) {
                for (ColumnFamilyHandle handle : handles) {
                    opened.compactRange(handle, null, null, anew);
                }
                handles.forEach(ColumnFamilyHandle::close);
            }
        }
    }

    private static List<Path> filesWith(Path state, List<String> texts) throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return holds(Files.readAllBytes(file), texts);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
