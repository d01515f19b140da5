package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the files of an index, after a restart it answers as before. */
class DamagedIndexTest {

    private static final int LENGTH = 200;
    private static final int COMMITTED = 150;

    private static final DebunkHistory history = new DebunkHistory(LENGTH);

    @TempDir
    private static Path sound;

    private static List<Map<String, DebunkHistory.Answer>> answers = List.of();

    @TempDir
    private Path directory;

    private Path folder;

    /** Not all of it committed. */
    @BeforeAll
    static void writeIndex() {
        try (DebunkIndex index = history.open(sound)) {
            history.apply(index, 0, COMMITTED);
            history.commit(index);
            history.catchUp(index);
            answers = history.answers(index);
        }
    }

    @BeforeEach
    void copyIndex() throws IOException {
        folder = directory.resolve("index");
        copy(sound, folder);
    }

    @Test
    void open_keepsASoundIndex() {
        try (DebunkIndex index = history.open(folder)) {
            assertThat(index.builtAnewFor()).isEmpty();
            assertThat(index.committedOffset(DebunkHistory.TOPIC)).isEqualTo(COMMITTED);
            assertCaughtUp(index);
        }
    }

    private enum Damage {
        CUT_OFF,
        BIT_FLIPPED,
        BYTES_OVERWRITTEN,
        BYTES_APPENDED,
        DELETED
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void open_buildsAnew_whateverFileIsDamaged(Damage damage) throws IOException {
        Random random = new Random(damage.ordinal());
        for (Path file : files(sound)) {
            damage(folder.resolve(file.getFileName()), damage, random);

            try (DebunkIndex index = history.open(folder)) {
                assertThat(index.builtAnewFor())
                        .as("%s of %s", damage, file)
                        .contains(UnusableIndexException.Cause.DAMAGED);
            }
            Utils.delete(folder.toFile());
            copy(sound, folder);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void open_buildsAnew_afterSeveralDamages(int seed) throws IOException {
        Random random = new Random(seed);
        List<Path> files = files(folder);
        for (int i = 0; i <= random.nextInt(3); i++) {
            Path file = files.get(random.nextInt(files.size()));
            if (Files.exists(file)) {
                damage(file, Damage.values()[random.nextInt(Damage.values().length)], random);
            }
        }

        try (DebunkIndex index = history.open(folder)) {
            assertThat(index.builtAnewFor()).contains(UnusableIndexException.Cause.DAMAGED);
            assertCaughtUp(index);
            history.commit(index);
        }
        try (DebunkIndex index = history.open(folder)) {
            assertThat(index.builtAnewFor()).isEmpty();
            assertCaughtUp(index);
        }
    }

    @Test
    void open_beginsAnew_whereTheFolderIsGone() throws IOException {
        Utils.delete(folder.toFile());

        try (DebunkIndex index = history.open(folder)) {
            assertThat(index.builtAnewFor()).isEmpty();
            assertCaughtUp(index);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"segments_zz", "segments_?", "write.lock"})
    void open_buildsAnew_whereGarbageHasANameThatCounts(String name) throws IOException {
        Files.write(folder.resolve(name), garbage(new Random(1)));

        try (DebunkIndex index = history.open(folder)) {
            assertThat(index.builtAnewFor()).contains(UnusableIndexException.Cause.DAMAGED);
            assertCaughtUp(index);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.txt", "_zz.cfs", "pending_segments_zz", "_0_Lucene104_0.tmp"})
    void open_doesNotMindGarbage_besideTheFilesOfACommit(String name) throws IOException {
        Files.write(folder.resolve(name), garbage(new Random(1)));

        try (DebunkIndex index = history.open(folder)) {
            assertThat(index.builtAnewFor()).isEmpty();
            assertCaughtUp(index);
            history.commit(index);
        }
    }

    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void candidates_failAsTheInfrastructureDoes_whereFilesChangeMeanwhile() throws IOException {
        try (DebunkIndex index = history.open(folder)) {
            history.catchUp(index);
            DebunkHistory.settle(index);
            history.commit(index);
            for (Path file : files(folder)) {
                byte[] zeros = new byte[(int) Files.size(file)];
                // In place, so that it shows in what is mapped.
                Files.write(file, zeros, StandardOpenOption.WRITE);
            }

            assertThatThrownBy(() -> history.answers(index)).isInstanceOf(UncheckedIOException.class);
        }
        try (DebunkIndex index = history.open(folder)) {
            assertThat(index.builtAnewFor()).contains(UnusableIndexException.Cause.DAMAGED);
            assertCaughtUp(index);
        }
    }

    private void assertCaughtUp(DebunkIndex index) {
        history.catchUp(index);
        assertThat(index.offset()).isEqualTo(LENGTH);
        assertThat(history.answers(index).equals(answers)).as("same answers").isTrue();
    }

    private static void damage(Path file, Damage damage, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int place = random.nextInt(bytes.length);
        switch (damage) {
            case CUT_OFF -> Files.write(file, Arrays.copyOf(bytes, place));
            case BIT_FLIPPED -> {
                bytes[place] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                Files.write(file, bytes);
            }
            case BYTES_OVERWRITTEN -> Files.write(file, garbage(random));
            case BYTES_APPENDED -> Files.write(file, garbage(random), StandardOpenOption.APPEND);
            case DELETED -> Files.delete(file);
        }
    }

    private static byte[] garbage(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(1000)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Those of the commit; the lock is empty. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
