package dev.canard.deploy.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Alert;
import dev.canard.event.DeadLetter;
import dev.canard.event.Decision;
import dev.canard.event.Event;
import dev.canard.event.EventJson;
import dev.canard.event.Events;
import dev.canard.event.Match;
import dev.canard.event.Verdict;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts of twelve days, with a deleted one, one that was never committed and one that is no alert, read by DuckDB. */
class TopicExportIT {

    private static final ExportRange ALL = new ExportRange(Instant.EPOCH, Instant.MAX, Map.of());
    private static final int ALERTS = 240;
    private static final Duration BETWEEN = Duration.ofDays(12).dividedBy(ALERTS);
    private static final List<Verdict> VERDICTS = List.of(Verdict.FALSE, Verdict.MISLEADING, Verdict.SATIRE);

    /** The broker, whose clock is the system's, deletes what is older than the topic keeps it. */
    private static final Instant FIRST =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(20, ChronoUnit.DAYS);

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;

    private static final TopicSettings NAMES = new TopicSettings("", 3, (short) 1);
    private static final Topics TOPICS = new Topics(NAMES);
    private static final Topic<String, Alert> alerts = TOPICS.alerts();

    @BeforeAll
    static void sendAlerts() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        try (Admin admin = Admin.create(client())) {
            new TopicCreator(admin, NAMES).createMissing(TOPICS.all());
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                client(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test")),
                alerts.keys().serializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < ALERTS; i++) {
                producer.send(record(i, EventJson.write(alert(i))));
            }
            producer.send(record(ALERTS, "{no alert".getBytes(StandardCharsets.UTF_8)));
            producer.send(record(0, null));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(record(1, EventJson.write(alert(1)))).get();
            producer.abortTransaction();
            producer.beginTransaction();
            Alert alert = alert(5);
            send(producer, TOPICS.decisions(), Events.decision(alert, Decision.Action.CONFIRM));
            send(
                    producer,
                    TOPICS.matches(),
                    Events.postMatches(
                            alert.post(),
                            Events.debunk("d5", "Garlic cures the flu", Verdict.FALSE),
                            Match.Outcome.STANCE_NOT_ALERTED));
            send(producer, TOPICS.deadLetters(), Events.deadLetter(DeadLetter.Kind.NOT_JSON, new byte[] {'{'}));
            producer.commitTransaction();
        }
    }

    private static void send(KafkaProducer<String, byte[]> producer, Topic<String, ?> topic, Event event) {
        producer.send(new ProducerRecord<>(topic.name(), 0, FIRST.toEpochMilli(), "key", EventJson.write(event)));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void parquet_readByDuckDb_countsVerdictsAndDaysAsTheTopicDoes() throws Exception {
        // given
        Map<String, Long> expected = new TreeMap<>();
        try (TopicTail<byte[]> tail = new TopicTail<>(client(), bytes(), TopicTail.From.BEGINNING)) {
            tail.readToEnd(record -> {
                if (record.value() != null && record.value()[1] == '"') {
                    Alert alert = EventJson.read(record.value(), Alert.class);
                    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(record.timestamp()), ZoneOffset.UTC);
                    expected.merge(alert.debunk().rating().verdict() + " " + day, 1L, Long::sum);
                }
            });
        }
        assertThat(expected).hasSize(36);

        // when
        TopicExport.Outcome outcome = export("parquet", ALL, ExportFormat.PARQUET);

        // then
        assertThat(outcome).isEqualTo(new TopicExport.Outcome(ALERTS + 2, 1));
        assertThat(query(
                        "parquet",
                        "select debunk_rating_verdict || ' ' || day, count(*) from %s"
                                + " where debunk_rating_verdict is not null group by all"))
                .isEqualTo(expected);
        assertThat(query("parquet", "select 'deleted', count(*) from %s where record_deleted"))
                .isEqualTo(Map.of("deleted", 1L));
        assertThat(query(
                        "parquet",
                        "select decode(from_base64(record_base64)), count(*) from %s"
                                + " where record_base64 is not null group by all"))
                .isEqualTo(Map.of("{no alert", 1L));
        assertThat(query(
                        "parquet",
                        "select typeof(post_arrivedAt) || typeof(probability) || typeof(revision), count(*)"
                                + " from %s group by all"))
                .isEqualTo(Map.of("TIMESTAMP WITH TIME ZONEDOUBLEBIGINT", ALERTS + 2L));
    }

    @Test
    void jsonLines_holdTheEventsAsTheyAre() throws Exception {
        export("jsonl", ALL, ExportFormat.JSONL);

        List<Alert> read = new ArrayList<>();
        for (String line : lines("jsonl")) {
            var value = EventJson.mapper().readTree(line).path("value");
            if (value.isObject()) {
                read.add(EventJson.read(value.toString().getBytes(StandardCharsets.UTF_8), Alert.class));
            }
        }
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(Stream.iterate(0, i -> i + 1)
                        .limit(ALERTS)
                        .map(TopicExportIT::alert)
                        .toList());
    }

    @Test
    void csv_calculatesNothingInASpreadsheet_andIsReadBack() throws Exception {
        export("csv", ALL, ExportFormat.CSV);

        assertThat(lines("csv"))
                .filteredOn(line -> line.contains("1+1"))
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.contains("'=1+1"));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet counts = statement.executeQuery(
                        "select count(*) from read_csv('%s/*/*.csv')".formatted(directory.resolve("csv")))) {
            counts.next();
            assertThat(counts.getLong(1)).isEqualTo(ALERTS + 2);
        }
    }

    @Test
    void export_ofTimesAndOffsets_holdsThoseOnly() throws Exception {
        Instant from = FIRST.plus(BETWEEN.multipliedBy(30));
        Instant to = FIRST.plus(BETWEEN.multipliedBy(90));

        TopicExport.Outcome between = export("times", new ExportRange(from, to, Map.of()), ExportFormat.JSONL);
        TopicExport.Outcome some = export(
                "offsets",
                new ExportRange(Instant.EPOCH, Instant.MAX, Map.of(1, new ExportRange.Offsets(5, 15))),
                ExportFormat.JSONL);

        assertThat(between.records()).isEqualTo(60);
        assertThat(lines("offsets")).hasSize(10).allMatch(line -> line.startsWith("{\"partition\":1,"));
        assertThat(some.records()).isEqualTo(10);
    }

    @Test
    void export_afterOneThatWasKilled_holdsNothingOfIt() throws Exception {
        Path left = Files.createDirectories(directory.resolve("again/.unfinished/day=2020-01-01"));
        Files.writeString(left.resolve("part-00000.jsonl"), "half a li");

        export("again", ALL, ExportFormat.JSONL);

        assertThat(lines("again")).hasSize(ALERTS + 2).noneMatch(line -> line.startsWith("half"));
        assertThat(left).doesNotExist();
    }

    @Test
    void export_ofAPartitionThatIsNotThere_orIntoAFolderWithFiles_leavesNothing() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("taken"));
        Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> export("taken", ALL, ExportFormat.CSV))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("taken");
        ExportRange nowhere = new ExportRange(Instant.EPOCH, Instant.MAX, Map.of(7, new ExportRange.Offsets(0, 1)));
        assertThatThrownBy(() -> export("nowhere", nowhere, ExportFormat.CSV)).hasMessageContaining("[7]");

        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .contains("taken")
                    .noneMatch(name -> name.contains("nowhere") || name.contains("unfinished"));
        }
        assertThat(folder).isDirectoryContaining("glob:**mine.txt");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void question_ofTheDocumentation_isAnswered(String sql) throws Exception {
        // given
        if (Files.notExists(directory.resolve("documented"))) {
            for (String folder : List.of("alerts", "alerts-lower", "decisions", "matches", "dead.letters")) {
                new TopicExport(client(), named(folder.replace("-lower", "")))
                        .write(
                                ALL,
                                ExportFormat.PARQUET,
                                directory.resolve("documented").resolve(folder),
                                _ -> {});
            }
        }

        // when
        int rows = 0;
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(
                        sql.replaceAll("'([a-z.-]+)/\\*/", "'" + directory.resolve("documented") + "/$1/*/"))) {
            while (result.next()) {
                rows++;
            }
        }

        // then
        if (!sql.contains("alerts-lower")) {
            assertThat(rows).isPositive();
        }
    }

    static Stream<String> questions() throws IOException {
        return Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("ANALYSIS.md")))
                .results()
                .map(question -> question.group(1));
    }

    private static Topic<?, ?> named(String name) {
        return TOPICS.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TopicExport.Outcome export(String name, ExportRange range, ExportFormat format) throws IOException {
        return new TopicExport(client(), alerts).write(range, format, directory.resolve(name), _ -> {});
    }

    private static Map<String, Long> query(String name, String sql) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        String table = "read_parquet('%s/*/*.parquet', hive_partitioning = true)".formatted(directory.resolve(name));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(sql.formatted(table))) {
            while (result.next()) {
                rows.put(result.getString(1), result.getLong(2));
            }
        }
        return rows;
    }

    private static List<String> lines(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory.resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private static Alert alert(int i) {
        return Events.alert(
                Events.post("p" + i, "=1+1 \"garlic\",\ncures " + i),
                Events.debunk("d" + i % 7, "Garlic cures the flu", VERDICTS.get(i % 3)));
    }

    private static ProducerRecord<String, byte[]> record(int i, byte[] value) {
        return new ProducerRecord<>(
                alerts.name(), i % 3, FIRST.plus(BETWEEN.multipliedBy(i)).toEpochMilli(), "key" + i, value);
    }

    private static Topic<String, byte[]> bytes() {
        return new Topic<>(
                alerts.name(),
                alerts.keys(),
                Serdes.ByteArray(),
                new Topic.Partitioning<>(3, null),
                alerts.cleanup(),
                alerts.retention());
    }

    private static Map<String, Object> client() {
        return client(Map.of());
    }

    private static Map<String, Object> client(Map<String, Object> more) {
        Map<String, Object> properties = new TreeMap<>(more);
        properties.put("bootstrap.servers", Objects.requireNonNull(broker).bootstrapServers());
        return properties;
    }
}
