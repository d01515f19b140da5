package dev.canard.deploy.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.canard.deploy.config.SourceSettings;
import dev.canard.deploy.source.InputFile;
import dev.canard.event.Events;
import dev.canard.event.SourcePosition;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileConnectorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Looks often, and never gives up. */
    private static final SourceSettings SETTINGS = new SourceSettings(
            0, 1 << 20, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1), PATIENCE, Duration.ofMillis(1));

    @TempDir
    private Path directory;

    private final CollectedInputs inputs = new CollectedInputs();

    @Test
    void read_packedFiles_areUnpacked() throws Exception {
        // given
        byte[] lines = lines("a", "b").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(lines);
        }
        Path zstd = Files.write(directory.resolve("posts.jsonl.zst"), Zstd.compress(lines));
        Path gz = Files.write(directory.resolve("posts.jsonl.gz"), gzip.toByteArray());

        // when
        connector(zstd, false).read(null, inputs);
        connector(gz, false).read(null, inputs);

        // then
        assertThat(inputs.keys()).containsExactly("a", "b", "a", "b");
    }

    @Test
    void standardInput_hasNoPosition() throws Exception {
        FileConnector standardInput = new FileConnector(
                InputFile.named("-", null),
                new Topics(TopicSettings.DEFAULTS),
                1_000,
                SETTINGS,
                () -> Events.START,
                false);

        assertThat(standardInput.canResume()).isFalse();
        assertThat(connector(Files.createFile(directory.resolve("a.jsonl")), false)
                        .canResume())
                .isTrue();
    }

    @Test
    void read_damagedZstandard_isTold() throws Exception {
        // given
        byte[] packed = Zstd.compress(lines("a", "b").getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(directory.resolve("posts.zst"), Arrays.copyOf(packed, packed.length - 9));

        // when, then
        assertThatThrownBy(() -> connector(file, false).read(null, inputs))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("posts.zst: the packed data break off or are damaged");
    }

    @Test
    void read_tableWithBlankLines_countsRecordsAsTheyAreSkipped() throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("posts.csv"), "id,text\n1,one\n\n2,two\n3,three\n");

        // when
        connector(file, false).read(null, inputs);
        CollectedInputs again = new CollectedInputs();
        connector(file, false).read(inputs.positions().get(1), again);

        // then
        assertThat(inputs.keys()).containsExactly("1", "2", "3");
        assertThat(again.keys()).containsExactly("3");
    }

    @Test
    void follow_goesOnWhereTheFileGrows_andKeepsBackAnUnendedLine() throws Exception {
        // given a file of which the last line is still being written
        Path file = Files.writeString(directory.resolve("posts.jsonl"), lines("a") + "{\"id\":");
        FutureTask<Void> reading = follow(file, null, inputs);
        inputs.await(1, PATIENCE);

        // when
        append(file, "\"b\"");
        append(file, "}\n" + lines("c") + "{");
        inputs.await(3, PATIENCE);
        reading.cancel(true);

        // then
        assertThat(inputs.keys()).containsExactly("a", "b", "c");

        // and another process goes on behind the last whole line
        append(file, "\"id\":\"d\"}\n");
        CollectedInputs rest = new CollectedInputs();
        FutureTask<Void> again = follow(file, inputs.positions().getLast(), rest);
        rest.await(1, PATIENCE);
        again.cancel(true);
        assertThat(rest.keys()).containsExactly("d");
    }

    @Test
    void follow_fileThatBeginsEmpty_isRead() throws Exception {
        Path file = Files.createFile(directory.resolve("posts.jsonl"));
        FutureTask<Void> reading = follow(file, null, inputs);

        append(file, lines("a"));

        inputs.await(1, PATIENCE);
        reading.cancel(true);
        assertThat(inputs.keys()).containsExactly("a");
    }

    @Test
    void follow_fileThatIsReplaced_fails() throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("posts.jsonl"), lines("a", "b"));
        FutureTask<Void> reading = follow(file, null, inputs);
        inputs.await(2, PATIENCE);

        // when
        Files.move(file, directory.resolve("posts.1.jsonl"));
        Files.writeString(file, lines("c", "d", "e"));

        // then
        assertThatThrownBy(() -> reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("posts.jsonl");
        assertThat(inputs.keys()).containsExactly("a", "b");
    }

    @Test
    void read_afterAPositionInAnotherFile_isRefused() throws Exception {
        // given
        connector(Files.writeString(directory.resolve("posts.jsonl"), lines("a", "b")), false)
                .read(null, inputs);
        Path other = Files.writeString(directory.resolve("posts.jsonl"), lines("x", "b", "c"));

        // when, then
        assertThatThrownBy(() -> connector(other, false).read(inputs.positions().getLast(), new CollectedInputs()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has changed in its first 2 records");
    }

    private FutureTask<Void> follow(Path file, @Nullable SourcePosition after, CollectedInputs into)
            throws IOException {
        FileConnector connector = connector(file, true);
        FutureTask<Void> reading = new FutureTask<>(() -> {
            connector.read(after, into);
            return null;
        });
        Thread.ofVirtual().start(reading);
        return reading;
    }

    private FileConnector connector(Path file, boolean follow) throws IOException {
        return new FileConnector(
                InputFile.named(file.toString(), null),
                new Topics(TopicSettings.DEFAULTS),
                1_000,
                SETTINGS,
                () -> Events.START,
                follow);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static String lines(String... ids) {
        StringBuilder lines = new StringBuilder();
        for (String id : List.of(ids)) {
            lines.append("{\"id\":\"").append(id).append("\"}\n");
        }
        return lines.toString();
    }
}
