package dev.canard.indexer.debunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.event.DeadLetter;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.DebunkChange;
import dev.canard.event.DebunkRevision;
import dev.canard.event.Vector;
import dev.canard.event.Verdict;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.LookBackHeader;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebunkTopologyTest {

    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");
    private static final String REVIEW = """
            {"@id": "r1", "claimReviewed": "Bananas grow on trees.", "reviewRating": {"alternateName": "False"}}
            """;

    private final Topics topics = new Topics(TopicSettings.DEFAULTS);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> encoded = new ArrayList<>();

    @TempDir
    private Path state;

    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> raw;
    private TestInputTopic<String, DebunkAmendment> amendments;
    private TestOutputTopic<String, Debunk> debunks;
    private TestOutputTopic<String, DebunkRevision> history;
    private TestOutputTopic<String, DebunkChange> changes;
    private TestOutputTopic<String, DeadLetter> deadLetters;

    @BeforeEach
    void start() {
        start("e1");
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void describe_topology_isAsPublished() throws IOException {
        try (InputStream golden = DebunkTopologyTest.class.getResourceAsStream("topology.txt")) {
            assertThat(topology("e1").describe().toString().strip())
                    .isEqualTo(new String(golden.readAllBytes(), UTF_8).strip());
        }
    }

    @Test
    void debunk_newReview_isWrittenWithVectorsUnderItsId() {
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);

        KeyValue<String, Debunk> written = debunks.readKeyValue();
        assertThat(written.key).isEqualTo("r1");
        assertThat(written.value.indexedAt()).isEqualTo(RECEIVED);
        assertThat(written.value.vectors()).containsExactly(new Vector("e1", "claim", new float[] {1}));
        assertThat(registry.get(Meter.DEBUNKS.id())
                        .tag("verdict", "false")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(Meter.STAGE_CPU.id())
                        .tag("step", "encode-debunk")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void debunk_sameReviewAgain_isNeitherEncodedNorWritten() {
        raw.pipeInput("r1", REVIEW.getBytes(UTF_8), RECEIVED);
        raw.pipeInput("r1", REVIEW.replace(" ", "  ").getBytes(UTF_8), RECEIVED.plusSeconds(60));

        assertThat(debunks.readValuesToList()).hasSize(1);
        assertThat(encoded).hasSize(1);
    }

    @Test
    void debunk_sameReviewAfterARestart_isKnownUnlessTheEncoderChanged() {
        raw.pipeInput("r1", REVIEW.getBytes(UTF_8), RECEIVED);

        restart("e1");
        raw.pipeInput("r1", REVIEW.getBytes(UTF_8), RECEIVED);
        assertThat(debunks.isEmpty()).isTrue();

        restart("e2");
        raw.pipeInput("r1", REVIEW.getBytes(UTF_8), RECEIVED);
        assertThat(debunks.readValue().vectors()).extracting(Vector::encoder).containsExactly("e2");
    }

    @Test
    void debunk_correctedReview_isWrittenAgain() {
        raw.pipeInput("r1", REVIEW.getBytes(UTF_8), RECEIVED);
        raw.pipeInput("r1", REVIEW.replace("False", "True").getBytes(UTF_8), RECEIVED);

        assertThat(debunks.readValuesToList())
                .extracting(debunk -> debunk.rating().original())
                .containsExactly("False", "True");
    }

    @Test
    void debunk_retraction_becomesATombstoneAndForgetsTheReview() {
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);
        raw.pipeInput("key", null, RECEIVED);
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);

        List<KeyValue<String, Debunk>> written = debunks.readKeyValuesToList();
        assertThat(written).extracting(record -> record.key).containsExactly("r1", "r1", "r1");
        assertThat(written.get(1).value).isNull();
        assertThat(written.get(2).value).isNotNull();
    }

    @Test
    void debunk_eachRevision_isTold_withTheOrderOfItsArrival() {
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);
        raw.pipeInput("key", null, RECEIVED.plusSeconds(9));

        assertThat(debunks.readValue().revision()).isZero();
        assertThat(changes.readValuesToList().stream().distinct())
                .containsExactly(
                        new DebunkChange("r1", 0, false, null, RECEIVED),
                        new DebunkChange("r1", 2, true, null, RECEIVED.plusSeconds(9)));
    }

    @Test
    void debunk_thatShallNotLookBack_isNotTold() {
        RecordHeaders headers = new RecordHeaders();
        LookBackHeader.addNo(headers);

        raw.pipeInput(new TestRecord<>("key", REVIEW.getBytes(UTF_8), headers, RECEIVED));

        assertThat(debunks.readValuesToList()).hasSize(1);
        assertThat(changes.isEmpty()).isTrue();
    }

    @Test
    void debunk_retractionOfAnUnknownReview_isPassedOn() {
        raw.pipeInput("r9", null, RECEIVED);

        assertThat(debunks.readKeyValue()).isEqualTo(new KeyValue<>("r9", null));
    }

    @Test
    void amendment_changesTheDebunk_andOutlivesWhatItsPublisherSays() {
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);
        amend("key", null, Verdict.SATIRE, false);
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);
        raw.pipeInput("key", REVIEW.replace("Bananas grow", "All bananas grow").getBytes(UTF_8), RECEIVED);
        amend("key", "Bananas are trees.", null, false);
        amend("key", null, null, false);

        assertThat(debunks.readValuesToList())
                .extracting(Debunk::claim, debunk -> debunk.rating().verdict(), Debunk::revision)
                .containsExactly(
                        tuple("Bananas grow on trees.", Verdict.FALSE, 0L),
                        tuple("Bananas grow on trees.", Verdict.SATIRE, 1L),
                        tuple("All bananas grow on trees.", Verdict.SATIRE, 2L),
                        tuple("Bananas are trees.", Verdict.FALSE, 3L),
                        tuple("All bananas grow on trees.", Verdict.FALSE, 4L));
    }

    @Test
    void amendment_thatRetracts_removesTheDebunkUntilItIsLifted() {
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);
        amend("key", null, null, true);
        raw.pipeInput("key", REVIEW.replace("False", "Fake").getBytes(UTF_8), RECEIVED);
        amend("key", null, null, false);

        assertThat(debunks.readKeyValuesToList())
                .extracting(
                        record -> record.key,
                        record -> record.value == null
                                ? null
                                : record.value.rating().original())
                .containsExactly(tuple("r1", "False"), tuple("r1", null), tuple("r1", "Fake"));
        assertThat(changes.readValuesToList().stream().distinct())
                .extracting(DebunkChange::retracted, DebunkChange::reason)
                .containsExactly(tuple(false, null), tuple(true, "checked"), tuple(false, "checked"));
    }

    @Test
    void amendment_ofADebunkThatIsNotThereYet_waits() {
        amend("r1", null, Verdict.SATIRE, false);
        assertThat(debunks.isEmpty()).isTrue();

        raw.pipeInput("r1", REVIEW.getBytes(UTF_8), RECEIVED);

        assertThat(debunks.readValue().rating().verdict()).isEqualTo(Verdict.SATIRE);
    }

    @Test
    void amendment_withoutKeyOrValue_changesNothing() {
        amendments.pipeInput("r1", null, RECEIVED);
        amendments.pipeInput(null, amendment(null, Verdict.SATIRE, false), RECEIVED);

        assertThat(history.isEmpty()).isTrue();
    }

    @Test
    void history_tellsEachStep_byWhomAndWhy() {
        raw.pipeInput(new TestRecord<>(
                "key", REVIEW.getBytes(UTF_8), new RawHeaders(null, "reviews.jsonl", "7").toHeaders(), RECEIVED));
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);
        raw.pipeInput("key", REVIEW.replace("False", "Fake").getBytes(UTF_8), RECEIVED);
        amend("key", null, Verdict.SATIRE, false);
        amend("key", null, null, true);
        amendments.pipeInput("key", superseded(), RECEIVED);
        amend("key", null, null, false);
        raw.pipeInput("key", null, RECEIVED);

        List<KeyValue<String, DebunkRevision>> steps = history.readKeyValuesToList();
        assertThat(steps).extracting(step -> step.key).containsOnly("r1");
        assertThat(steps)
                .extracting(
                        step -> step.value.change(),
                        step -> step.value.by(),
                        step -> step.value.debunk() != null,
                        step -> step.value.source())
                .containsExactly(
                        tuple(DebunkRevision.Change.PUBLISHED, null, true, "reviews.jsonl"),
                        tuple(DebunkRevision.Change.CORRECTED, null, true, null),
                        tuple(DebunkRevision.Change.AMENDED, "jo", true, null),
                        tuple(DebunkRevision.Change.RETRACTED, "jo", false, null),
                        tuple(DebunkRevision.Change.SUPERSEDED, "jo", false, null),
                        tuple(DebunkRevision.Change.RESTORED, "jo", true, null),
                        tuple(DebunkRevision.Change.RETRACTED, null, false, null));
        assertThat(steps).extracting(step -> step.value.revision()).isSorted().doesNotHaveDuplicates();
        assertThat(steps.get(1).value.debunk().vectors()).isEmpty();
        assertThat(steps).extracting(step -> step.value.rawKey()).containsOnly("key");
    }

    @Test
    void history_saysNothing_whereOnlyTheEncoderChanged() {
        raw.pipeInput("r1", REVIEW.getBytes(UTF_8), RECEIVED);
        restart("e2");
        raw.pipeInput("r1", REVIEW.getBytes(UTF_8), RECEIVED);

        assertThat(debunks.readValuesToList()).hasSize(1);
        assertThat(history.isEmpty()).isTrue();
    }

    @Test
    void debunk_thatGetsAnotherId_isNotLeftUnderTheOldOne() {
        raw.pipeInput("key", REVIEW.getBytes(UTF_8), RECEIVED);
        raw.pipeInput("key", REVIEW.replace("r1", "r2").getBytes(UTF_8), RECEIVED);

        assertThat(debunks.readKeyValuesToList())
                .extracting(record -> record.key, record -> record.value == null)
                .containsExactly(tuple("r1", false), tuple("r1", true), tuple("r2", false));
    }

    @Test
    void debunk_unusablePayload_becomesADeadLetterWithItsCoordinates() {
        raw.pipeInput("r1", REVIEW.getBytes(UTF_8), RECEIVED);
        raw.pipeInput(new TestRecord<>(
                "r2", "{}".getBytes(UTF_8), new RawHeaders(null, "reviews.jsonl", "7").toHeaders(), RECEIVED));

        assertThat(deadLetters.readKeyValuesToList())
                .containsExactly(new KeyValue<>(
                        "r2",
                        new DeadLetter(
                                DeadLetter.Kind.MISSING_FIELD,
                                "one of @id, url and identifier must identify the review",
                                "canard.debunks.raw",
                                0,
                                1,
                                "reviews.jsonl",
                                "7",
                                "r2",
                                "{}".getBytes(UTF_8),
                                2,
                                RECEIVED)));
        assertThat(registry.get(Meter.DEAD_LETTERS.id())
                        .tags("stage", "debunks", "kind", "missing_field")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(debunks.readValuesToList()).hasSize(1);
    }

    @Test
    void debunk_recordWithoutKey_becomesADeadLetter() {
        raw.pipeInput((String) null, REVIEW.getBytes(UTF_8), RECEIVED);

        assertThat(deadLetters.readValue().kind()).isEqualTo(DeadLetter.Kind.MISSING_FIELD);
    }

    @Test
    void debunk_rowFormatInTheHeader_isReadAsRow() {
        raw.pipeInput(new TestRecord<>(
                "v1",
                "{\"id\":\"v1\",\"claim\":\"c\"}".getBytes(UTF_8),
                new RawHeaders("row", null, null).toHeaders(),
                RECEIVED));

        assertThat(debunks.readValue().rating().rule()).isEqualTo("none given");
    }

    private void amend(String key, String claim, Verdict verdict, boolean retracted) {
        amendments.pipeInput(key, amendment(claim, verdict, retracted), RECEIVED);
    }

    private static DebunkAmendment amendment(String claim, Verdict verdict, boolean retracted) {
        return new DebunkAmendment("r1", claim, null, verdict, null, null, retracted, "jo", "checked", RECEIVED);
    }

    private static DebunkAmendment superseded() {
        return new DebunkAmendment("r1", null, null, null, null, "r2", false, "jo", "checked", RECEIVED);
    }

    private Topology topology(String encoder) {
        return new DebunkTopology(
                        topics,
                        DebunkReader.standard(DebunkSettings.DEFAULTS),
                        new DebunkEncoding(List.of(encoder), debunk -> {
                            encoded.add(debunk.id());
                            return List.of(new Vector(encoder, "claim", new float[] {1}));
                        }),
                        new Meters(registry))
                .get();
    }

    private void start(String encoder) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "debunks");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(topology(encoder), settings);
        raw = driver.createInputTopic(topics.debunksRaw().name(), new StringSerializer(), new ByteArraySerializer());
        amendments = driver.createInputTopic(
                topics.debunkAmendments().name(),
                topics.debunkAmendments().keys().serializer(),
                topics.debunkAmendments().values().serializer());
        debunks = output(topics.debunks());
        history = output(topics.debunkHistory());
        changes = output(topics.debunkChanges());
        deadLetters = output(topics.deadLetters());
    }

    /** The driver deletes its state when it closes, so the store is carried over as its changelog would. */
    private void restart(String encoder) {
        List<KeyValue<String, DebunkLife>> known = new ArrayList<>();
        try (KeyValueIterator<String, DebunkLife> entries =
                driver.<String, DebunkLife>getKeyValueStore(ReviseDebunks.STORE).all()) {
            entries.forEachRemaining(known::add);
        }
        driver.close();
        start(encoder);
        driver.<String, DebunkLife>getKeyValueStore(ReviseDebunks.STORE).putAll(known);
    }

    private <V> TestOutputTopic<String, V> output(Topic<String, V> topic) {
        return driver.createOutputTopic(
                topic.name(), topic.keys().deserializer(), topic.values().deserializer());
    }
}
