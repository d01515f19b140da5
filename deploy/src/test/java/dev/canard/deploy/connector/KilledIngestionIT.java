package dev.canard.deploy.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.Canard;
import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.SourcePosition;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that reads a file is killed again and again, and what comes after it neither loses nor doubles a post. */
class KilledIngestionIT {

    private static final int POSTS = 200_000;
    private static final int KILLS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TopicSettings SETTINGS = new TopicSettings("canard.", 3, (short) 1);

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;

    private final Topics topics = new Topics(SETTINGS);

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        try (Admin admin = Admin.create(client())) {
            new TopicCreator(admin, SETTINGS).createMissing(new Topics(SETTINGS).all());
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void ingest_killedTenTimes_bringsEveryPostOnce() throws Exception {
        // given
        Path file = posts();
        Random random = new Random(6);

        // when each process is killed somewhere on its way
        try (TopicTail<SourcePosition> positions =
                new TopicTail<>(client(), topics.positions(), TopicTail.From.BEGINNING)) {
            for (int kill = 0; kill < KILLS; kill++) {
                long target = (long) POSTS * kill / KILLS + random.nextInt(POSTS / KILLS - 1_000);
                Process process = ingest(file);
                assertThat(positions.await(position -> isOf(position, file) && position.records() > target, PATIENCE))
                        .as("records read in process %d", kill)
                        .hasValueSatisfying(
                                position -> assertThat(position.records()).isLessThan(POSTS));
                process.destroyForcibly().waitFor();
            }
        }

        // and the last one is not
        Process last = ingest(file);
        assertThat(last.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).as(Files.readString(log())).isZero();

        // then
        BitSet seen = new BitSet(POSTS);
        try (TopicTail<byte[]> tail = new TopicTail<>(client(), topics.postsRaw(), TopicTail.From.BEGINNING)) {
            tail.readToEnd(record -> {
                if (record.key().startsWith("g")) {
                    return;
                }
                int number = Integer.parseInt(record.key());
                assertThat(seen.get(number)).as("doubled: %d", number).isFalse();
                seen.set(number);
            });
        }
        assertThat(seen.cardinality()).isEqualTo(POSTS);
    }

    @Test
    void follow_toldToEnd_hasCommittedWhatItRead() throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("growing.jsonl"), "{\"id\":\"g1\"}\n{\"id\":\"g2\"}\n{");
        Process process = ingest(file, "--follow");
        try (TopicTail<SourcePosition> positions =
                new TopicTail<>(client(), topics.positions(), TopicTail.From.BEGINNING)) {
            assertThat(positions.await(position -> isOf(position, file) && position.records() == 2, PATIENCE))
                    .isPresent();
        }

        // when
        process.destroy();

        // then
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log())).contains("growing.jsonl: 2 sent, 0 dead letters");
    }

    private static Path posts() throws IOException {
        Path file = directory.resolve("posts.jsonl");
        try (Writer writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < POSTS; i++) {
                writer.write("{\"id\":\"%d\",\"text\":\"Post number %d says nothing new.\"}\n".formatted(i, i));
            }
        }
        return file;
    }

    /** Slowly enough that it can be killed on its way. */
    private static Process ingest(Path file, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Canard.class.getName(),
                "ingest",
                "files",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--set",
                "sources.rate=25000",
                file.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private static boolean isOf(SourcePosition position, Path file) {
        return position.source().endsWith(file.getFileName().toString());
    }

    private static Path log() {
        return directory.resolve("ingest.log");
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
