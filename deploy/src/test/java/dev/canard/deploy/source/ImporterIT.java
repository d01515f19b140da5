package dev.canard.deploy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.DeadLetter;
import dev.canard.event.SourcePosition;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class ImporterIT {

    /** The broker, whose clock is the system's, deletes posts that are older than the topic keeps them. */
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;

    private Topics topics;
    private Importer importer;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        TopicSettings settings =
                new TopicSettings(test.getTestMethod().orElseThrow().getName() + ".", 3, (short) 1);
        topics = new Topics(settings);
        try (Admin admin = Admin.create(client())) {
            new TopicCreator(admin, settings).createMissing(topics.all());
        }
        importer = new Importer(client(), topics, 1000, () -> NOW);
    }

    @Test
    void send_file_arrivesWithPlacesAndTimeOfArrival() throws Exception {
        // when
        Importer.Outcome outcome = importer.send(posts(3), InputKind.POSTS, null, Duration.ZERO, ImportObserver.NONE);

        // then
        assertThat(outcome).isEqualTo(new Importer.Outcome(3, 0, 0));
        List<ConsumerRecord<String, byte[]>> records = read(topics.postsRaw());
        assertThat(records).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("p1", "p2", "p3");
        assertThat(records).allSatisfy(post -> {
            assertThat(post.timestamp()).isEqualTo(NOW.toEpochMilli());
            assertThat("p" + RawHeaders.of(post.headers()).position()).isEqualTo(post.key());
        });
    }

    @Test
    void send_lineOverTheLimit_becomesADeadLetterAndTheRestGoesOn() throws Exception {
        // given
        InputFile file = file("{\"id\":\"a\"}\n" + "x".repeat(5000) + "\n{\"id\":\"b\"}\n");

        // when
        Importer.Outcome outcome = importer.send(file, InputKind.POSTS, null, Duration.ZERO, ImportObserver.NONE);

        // then
        assertThat(outcome).isEqualTo(new Importer.Outcome(2, 1, 0));
        assertThat(read(topics.postsRaw())).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("a", "b");
        assertThat(read(topics.deadLetters())).singleElement().satisfies(letter -> {
            assertThat(letter.value().kind()).isEqualTo(DeadLetter.Kind.TOO_LARGE);
            assertThat(letter.value().position()).isEqualTo("2");
        });
    }

    @Test
    void send_afterAnImportThatBrokeOff_losesNothingAndDoublesNothing() throws Exception {
        // given a file that cannot be read beyond some byte
        InputFile whole = posts(2000);
        InputFile breaking = new InputFile(
                whole.name(), () -> new BreakingStream(whole.content().open().readAllBytes(), 15_000), whole.layout());
        assertThatThrownBy(() -> importer.send(breaking, InputKind.POSTS, null, Duration.ZERO, ImportObserver.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
        SourcePosition position = position();
        assertThat(position.records()).isBetween(1L, 1999L);

        // when
        Importer.Outcome outcome = importer.send(whole, InputKind.POSTS, position, Duration.ZERO, ImportObserver.NONE);

        // then
        assertThat(outcome.skipped()).isEqualTo(position.records());
        assertThat(outcome.skipped() + outcome.records()).isEqualTo(2000);
        assertThat(read(topics.postsRaw()))
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 2000).mapToObj(i -> "p" + i).toList());
    }

    @Test
    void send_feedAfterAnImportThatBrokeOff_losesNothingAndDoublesNothing() throws Exception {
        // given elements of several fact-checks each, in a feed that cannot be read beyond some byte
        byte[] content = IntStream.range(0, 1000)
                .mapToObj("""
                        {"item":[{"@type":"ClaimReview","@id":"%1$d.1","claimReviewed":"c"},
                                 {"@type":"ClaimReview","@id":"%1$d.2","claimReviewed":"c"}]}
                        """::formatted)
                .collect(Collectors.joining(",", "{\"dataFeedElement\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
        InputFile whole = new InputFile("feed", () -> new ByteArrayInputStream(content), InputFile.Layout.JSON);
        InputFile breaking =
                new InputFile("feed", () -> new BreakingStream(content, content.length / 2), InputFile.Layout.JSON);
        assertThatThrownBy(() -> importer.send(breaking, InputKind.DEBUNKS, null, Duration.ZERO, ImportObserver.NONE))
                .hasMessage("the disk is gone");
        SourcePosition broken = position();

        // when
        importer.send(whole, InputKind.DEBUNKS, broken, Duration.ZERO, ImportObserver.NONE);
        Importer.Outcome again =
                importer.send(whole, InputKind.DEBUNKS, position(), Duration.ZERO, ImportObserver.NONE);

        // then
        assertThat(broken.records()).isBetween(1L, 999L);
        assertThat(again).isEqualTo(new Importer.Outcome(0, 0, 1000));
        assertThat(read(topics.debunksRaw()))
                .extracting(ConsumerRecord::key)
                .hasSize(2000)
                .doesNotHaveDuplicates();
    }

    @Test
    void sendOnce_keepsNoPosition() throws Exception {
        importer.sendOnce(posts(3), InputKind.POSTS, ImportObserver.NONE);

        assertThat(read(topics.postsRaw())).hasSize(3);
        assertThat(read(topics.positions())).isEmpty();
    }

    @Test
    void send_fileThatChangedSince_isRefused() throws Exception {
        // given
        importer.send(posts(5), InputKind.POSTS, null, Duration.ZERO, ImportObserver.NONE);
        SourcePosition position = position();

        // when, then
        assertThatThrownBy(() -> importer.send(
                        file("{\"id\":\"other\"}\n".repeat(9)),
                        InputKind.POSTS,
                        position,
                        Duration.ZERO,
                        ImportObserver.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has changed in its first 5 records");
    }

    private static InputFile posts(int count) {
        return file(IntStream.rangeClosed(1, count)
                .mapToObj(i -> "{\"id\":\"p" + i + "\"}\n")
                .collect(Collectors.joining()));
    }

    private static InputFile file(String content) {
        return new InputFile(
                "posts.jsonl",
                () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                InputFile.Layout.JSONL);
    }

    private SourcePosition position() {
        return read(topics.positions()).getLast().value();
    }

    private <V> List<ConsumerRecord<String, V>> read(Topic<String, V> topic) {
        List<ConsumerRecord<String, V>> records = new ArrayList<>();
        try (TopicTail<V> tail = new TopicTail<>(client(), topic, TopicTail.From.BEGINNING)) {
            tail.readToEnd(records::add);
        }
        return records;
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    /** Fails once a number of bytes was read. */
    private static final class BreakingStream extends InputStream {

        private final ByteArrayInputStream bytes;
        private int left;

        BreakingStream(byte[] content, int left) {
            bytes = new ByteArrayInputStream(content);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left-- == 0) {
                throw new IOException("the disk is gone");
            }
            return bytes.read();
        }

        @Override
        public int read(byte @Nullable [] into, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("the disk is gone");
            }
            int count = bytes.read(into, offset, Math.min(Math.min(length, left), 4000));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
