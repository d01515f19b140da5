package dev.canard.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.IndexDirectory;
import dev.canard.deploy.pipeline.Pipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.TextEncoder.Role;
import dev.canard.indexer.lucene.Candidate;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkQuery;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An index that is copied, restored, damaged and built anew, against a broker. Each test goes on where the one before stopped. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IndexCommandIT {

    private static final List<String> CLAIMS = List.of(
            "Garlic cures the flu.",
            "Birds are government drones.",
            "The moon landing was filmed in a desert.",
            "Lemon water melts fat overnight.",
            "A shark swam down the flooded motorway.",
            "The old bridge was sold to a collector.");

    private static final String ADDED = "Dolphins swim in the canals again.";
    private static final String QUERY = "They say dolphins and sharks swim in the city now";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path directory;
    private Path old;
    private Path fresh;
    private Path snapshot;
    private EmbeddedBroker broker;
    private CanardSettings settings;
    private Topic<String, Debunk> topic;
    private Admin admin;
    private Encoders encoders;

    @BeforeAll
    void startBrokerAndFillAnIndex(@TempDir Path directory) throws Exception {
        this.directory = directory;
        old = directory.resolve("old");
        fresh = directory.resolve("fresh");
        snapshot = directory.resolve("snapshot");
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        settings = CanardSettings.DEFAULTS.withKafka(
                CanardSettings.DEFAULTS.kafka().withBootstrapServers(broker.bootstrapServers()));
        Topics topics = new Topics(settings.topics());
        topic = topics.debunks();
        admin = Admin.create(ClientProperties.of(settings.kafka()));
        new TopicCreator(admin, settings.topics()).createMissing(topics.all());
        encoders = Encoders.load(settings.encoders());
        for (String claim : CLAIMS) {
            send(claim, debunk(claim));
        }
        runMatcher(old, CLAIMS.size(), registry -> {});
    }

    @AfterAll
    void stopBroker() throws Exception {
        encoders.close();
        admin.close();
        broker.close();
    }

    @Test
    @Order(1)
    void snapshotAndRestore_giveAnInstance_thatEndsEqualToOneThatReadTheTopic() {
        // given
        assertThat(index("snapshot", "--state", old, "--to", snapshot)).isZero();
        assertThat(out.toString()).contains("6 debunks").contains(topic.name() + "-0");
        send(ADDED, debunk(ADDED));
        send(CLAIMS.getFirst(), null);

        // when
        assertThat(index("restore", "--from", snapshot, "--state", fresh)).isZero();
        runMatcher(fresh, CLAIMS.size(), registry -> {
            // then
            assertThat(registry.find(Meter.INDEX_REBUILDS.id()).counter()).isNull();
            assertThat(registry.get(Meter.INDEX_BYTES.id()).gauge().value()).isPositive();
            assertThat(registry.get(Meter.INDEX_AGE.id()).gauge().value()).isBetween(0.0, 180.0);
        });
        runMatcher(directory.resolve("reader"), CLAIMS.size(), registry -> {});
        assertThat(answers(fresh))
                .isEqualTo(answers(directory.resolve("reader")))
                .containsKey(ADDED)
                .doesNotContainKey(CLAIMS.getFirst());
    }

    @Test
    @Order(2)
    void restore_doesNotReplaceAnIndex() {
        assertThat(index("restore", "--from", snapshot, "--state", fresh)).isEqualTo(1);
        assertThat(err.toString()).contains("has an index already").contains("canard index rebuild");
    }

    @Test
    @Order(3)
    void restore_refusesACopy_thatDoesNotFit() throws Exception {
        // of a topic of another name
        Topics others = new Topics(new TopicSettings("other.", 1, (short) -1));
        new TopicCreator(admin, settings.topics()).createMissing(List.of(others.debunks()));
        assertRefused("follows canard.debunks-0, not other.debunks-0", "--set", "topics.prefix=other.");

        // of other encoders
        Path config = Files.writeString(directory.resolve("encoders.yaml"), """
                encoders:
                  - name: minilm-l6-v2-q
                    model: classpath:all-minilm-l6-v2-q.onnx
                    tokenizer: classpath:all-minilm-l6-v2-q-tokenizer.json
                    pooling: MEAN
                    query-prefix: ""
                    passage-prefix: ""
                    dimensions: 384
                    max-tokens: 128
                    languages: [en]
                """);
        assertRefused("was made with the encoders", "--config", config.toString());

        // too old for the topic
        configure(TopicConfig.DELETE_RETENTION_MS_CONFIG, "1");
        assertRefused("may hold debunks that were retracted since");
        configure(TopicConfig.DELETE_RETENTION_MS_CONFIG, "86400000");
    }

    @Test
    @Order(4)
    void start_afterDamage_readsTheTopicAgain() throws Exception {
        // given
        Map<String, List<Integer>> before = answers(fresh);
        try (Stream<Path> files = Files.list(indexIn(fresh))) {
            Path largest = files.max(
                            Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(largest);
            bytes[bytes.length / 2] ^= 1;
            Files.write(largest, bytes);
        }

        // when
        runMatcher(
                fresh,
                CLAIMS.size(),
                registry -> assertThat(registry.get(Meter.INDEX_REBUILDS.id())
                                .tag("cause", "damaged")
                                .counter()
                                .count())
                        .isEqualTo(1));

        // then
        assertThat(answers(fresh)).isEqualTo(before);
    }

    @Test
    @Order(5)
    void rebuild_isRefusedWhileAProcessWorksOnTheIndex_andThenDeletesIt() {
        runMatcher(fresh, CLAIMS.size(), registry -> {
            assertThat(execute("index", "rebuild", "--state", fresh.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("Lock");
        });

        assertThat(execute("index", "rebuild", "--state", fresh.toString())).isZero();

        assertThat(out.toString()).contains("the next start builds it anew from canard.debunks");
        assertThat(indexIn(fresh)).doesNotExist();
        assertThat(execute("index", "rebuild", "--state", fresh.toString())).isZero();
    }

    @Test
    @Order(6)
    void restoredIndex_readsNothing_thatTheCopyHolds() throws Exception {
        // given a topic that has lost what the copy holds
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        configure(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete");
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(CLAIMS.size())))
                .all()
                .get();

        // when
        assertThat(index("restore", "--from", snapshot, "--state", fresh)).isZero();

        // then
        runMatcher(fresh, CLAIMS.size(), registry -> {});
        assertThat(answers(fresh)).isEqualTo(answers(directory.resolve("reader")));
    }

    @Test
    @Order(7)
    void restore_refusesACopy_ofATopicThatWasMadeAnew() throws Exception {
        admin.deleteTopics(List.of(topic.name())).all().get();
        await().ignoreExceptions()
                .until(() -> new TopicCreator(admin, settings.topics())
                        .createMissing(List.of(topic))
                        .contains(topic.name()));

        assertRefused("follows another canard.debunks-0");
    }

    private void assertRefused(String why, String... options) {
        Path state = directory.resolve("nothing");
        err.getBuffer().setLength(0);
        String[] arguments = {"index", "restore", "--from", snapshot.toString(), "--state", state.toString()};
        assertThat(execute(Stream.of(
                                List.of(arguments),
                                List.of("--bootstrap-servers", broker.bootstrapServers()),
                                List.of(options))
                        .flatMap(List::stream)
                        .toArray(String[]::new)))
                .isEqualTo(1);
        assertThat(err.toString()).contains(why);
        assertThat(state).doesNotExist();
    }

    private void configure(String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        admin.incrementalAlterConfigs(Map.of(
                        resource, List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        await().until(() -> admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(key)
                .value()
                .equals(value));
    }

    /** Runs an instance until it knows so many debunks, and looks at its meters. */
    private void runMatcher(Path state, int debunks, Consumer<SimpleMeterRegistry> look) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Meters meters = new Meters(registry);
        try (Pipeline pipeline =
                new Pipeline(settings, state, new Topologies(settings, meters, InstantSource.system()), meters)) {
            pipeline.start(Application.MATCHER);
            pipeline.awaitRunning();
            await().until(() -> registry.get(Meter.INDEX_OFFSET.id()).gauge().value() >= end()
                    && registry.get(Meter.INDEX_DEBUNKS.id()).gauge().value() == debunks);
            look.accept(registry);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private long end() throws Exception {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** By claim, the place of all debunks among the nearest to one query, for each encoder. */
    private Map<String, List<Integer>> answers(Path state) {
        Map<String, List<Integer>> answers = new TreeMap<>();
        try (DebunkIndex index = DebunkIndex.open(indexIn(state), encoders.ids());
                DebunkSnapshot found = index.acquire()) {
            for (Candidate candidate :
                    found.candidates(new DebunkQuery(QUERY, encoders.encode(QUERY, Role.QUERY)), 20, 20)) {
                answers.put(
                        candidate.debunk().claim(),
                        encoders.ids().stream()
                                .map(encoder -> candidate.vectorRanks().getOrDefault(encoder, -1))
                                .toList());
            }
        }
        return answers;
    }

    private Path indexIn(Path state) {
        return IndexDirectory.in(state, settings.topics());
    }

    private void send(String key, @Nullable Debunk debunk) {
        try (KafkaProducer<String, Debunk> producer = new KafkaProducer<>(
                ClientProperties.of(settings.kafka()),
                topic.keys().serializer(),
                topic.values().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, debunk));
        }
    }

    private Debunk debunk(String claim) {
        Debunk debunk = new Debunk(
                claim,
                claim,
                null,
                null,
                null,
                new Rating(Verdict.FALSE, "False", "text:false"),
                "A Publisher",
                null,
                null,
                "en",
                List.of(),
                Instant.EPOCH);
        return debunk.withVectors(encoders.vectorsOf(debunk));
    }

    private int index(String command, String one, Path first, String other, Path second) {
        return execute(
                "index",
                command,
                one,
                first.toString(),
                other,
                second.toString(),
                "--bootstrap-servers",
                broker.bootstrapServers());
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Canard.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
