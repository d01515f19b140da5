package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexSnapshotTest {

    private static final int LENGTH = 200;
    private static final int COMMITTED = 120;

    private final DebunkHistory history = new DebunkHistory(LENGTH);

    @TempDir
    private Path directory;

    private Path folder;
    private Path snapshot;
    private Path other;

    @BeforeEach
    void namePaths() {
        folder = directory.resolve("index");
        snapshot = directory.resolve("snapshot");
        other = directory.resolve("other");
    }

    @Test
    void restore_goesOnFromTheCommit_andEndsEqual() throws IOException {
        IndexSnapshot.Content taken;
        try (DebunkIndex index = history.open(folder)) {
            history.apply(index, 0, COMMITTED);
            history.commit(index);
            history.apply(index, COMMITTED, COMMITTED + 20);
            index.refresh();

            taken = IndexSnapshot.take(folder, snapshot, "topic-id");
        }

        IndexSnapshot.restore(snapshot, other);

        assertThat(taken.commit().offset()).isEqualTo(COMMITTED);
        assertThat(taken.commit().topicPartition()).isEqualTo(DebunkHistory.TOPIC);
        assertThat(taken.commit().topicId()).isEqualTo("topic-id");
        assertThat(IndexSnapshot.content(snapshot)).isEqualTo(taken);
        try (DebunkIndex restored = history.open(other);
                DebunkIndex built = history.open(directory.resolve("built"))) {
            assertThat(restored.builtAnewFor()).isEmpty();
            assertThat(restored.committedOffset(DebunkHistory.TOPIC)).isEqualTo(COMMITTED);
            assertThat(restored.size()).isEqualTo(taken.debunks());
            history.catchUp(restored);
            history.catchUp(built);
            assertThat(restored.offset()).isEqualTo(built.offset());
            assertThat(restored.size()).isEqualTo(built.size());
            assertThat(history.answers(restored).equals(history.answers(built)))
                    .as("same answers")
                    .isTrue();
        }
    }

    @Test
    void take_isConsistent_whileTheIndexIsWrittenAndMerged() throws IOException {
        AtomicBoolean enough = new AtomicBoolean();
        try (DebunkIndex index = history.open(folder)) {
            history.apply(index, 0, 1);
            history.commit(index);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int round = 0; !enough.get(); round++) {
                    int from = round % LENGTH;
                    history.apply(index, from, from + 1);
                    if (round % 10 == 0) {
                        history.commit(index);
                    }
                }
            });
            for (int i = 0; i < 5; i++) {
                Path to = directory.resolve("snapshot-" + i);
                IndexSnapshot.Content taken = IndexSnapshot.take(folder, to, "topic-id");
                try (DebunkIndex copy = history.open(to)) {
                    assertThat(copy.builtAnewFor()).isEmpty();
                    assertThat(copy.offset()).isEqualTo(taken.commit().offset());
                    assertThat(copy.size()).isEqualTo(taken.debunks());
                }
            }
            enough.set(true);
            writing.join();
        }
    }

    @Test
    void take_refusesAFolder_inWhichSomethingLies() throws IOException {
        writeIndex();
        Files.createDirectories(snapshot);
        Files.writeString(snapshot.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> IndexSnapshot.take(folder, snapshot, "topic-id"))
                .hasMessageContaining("not empty");
        assertThat(snapshot.resolve("notes.txt")).exists();
    }

    @Test
    void take_saysWhatIsMissing_whereNothingWasCommitted() {
        try (DebunkIndex index = history.open(folder)) {
            history.apply(index, 0, 10);

            assertThatThrownBy(() -> IndexSnapshot.take(folder, snapshot, "topic-id"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("none that was ever committed");
        }
        assertThatThrownBy(() -> IndexSnapshot.take(other, snapshot, "topic-id"))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(snapshot).doesNotExist();
    }

    @Test
    void take_refusesADamagedIndex_andLeavesNothing() throws IOException {
        writeIndex();
        damageOneOf(folder);

        assertThatThrownBy(() -> IndexSnapshot.take(folder, snapshot, "topic-id"))
                .isInstanceOf(UnusableIndexException.class);
        assertThat(snapshot).doesNotExist();
    }

    @Test
    void restore_refusesADamagedSnapshot_andLeavesNothing() throws IOException {
        writeIndex();
        IndexSnapshot.take(folder, snapshot, "topic-id");
        damageOneOf(snapshot);

        assertThatThrownBy(() -> IndexSnapshot.restore(snapshot, other)).isInstanceOf(UnusableIndexException.class);
        assertThat(other).doesNotExist();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(folder, snapshot);
        }
    }

    @Test
    void restore_neverReplacesAnIndex() throws IOException {
        writeIndex();
        IndexSnapshot.take(folder, snapshot, "topic-id");

        assertThatThrownBy(() -> IndexSnapshot.restore(snapshot, folder)).hasMessageContaining("not empty");
    }

    @Test
    void requireUsable_refusesOtherEncodersAndFormats() throws IOException {
        writeIndex();
        IndexCommit commit = IndexSnapshot.take(folder, snapshot, "topic-id").commit();

        commit.requireUsable(history.encoders());
        assertThatThrownBy(() -> commit.requireUsable(List.of("other")))
                .isInstanceOf(UnusableIndexException.class)
                .hasMessageContaining("a,b")
                .hasMessageContaining("other");
        assertThatThrownBy(() -> new IndexCommit("0", "a,b", DebunkHistory.TOPIC, 1, null, commit.at(), null)
                        .requireUsable(history.encoders()))
                .isInstanceOf(UnusableIndexException.class)
                .hasMessageContaining("format 0");
    }

    @Test
    void delete_leavesAnIndexAlone_thatIsInUse() throws IOException {
        try (DebunkIndex index = history.open(folder)) {
            assertThatThrownBy(() -> IndexSnapshot.delete(folder)).isInstanceOf(IOException.class);
            history.apply(index, 0, 1);
            history.commit(index);
        }
        assertThat(IndexSnapshot.delete(folder)).isTrue();
        assertThat(folder).doesNotExist();
        assertThat(IndexSnapshot.delete(folder)).isFalse();
    }

    private void writeIndex() {
        try (DebunkIndex index = history.open(folder)) {
            history.apply(index, 0, COMMITTED);
            history.commit(index);
        }
    }

    private static void damageOneOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.max(Comparator.comparingLong(one -> one.toFile().length()))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2]++;
            Files.write(file, bytes);
        }
    }
}
