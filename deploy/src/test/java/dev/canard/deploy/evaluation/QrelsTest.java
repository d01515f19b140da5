package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QrelsTest {

    @TempDir
    private Path directory;

    @Test
    void read_collectsTheDebunksOfAPost_withoutThoseOfRelevanceZero() throws IOException {
        Path file = file("p1\t0\ta\t1\np1 0 b 2\n\np2\t0\tc\t0\n");

        assertThat(Qrels.read(file)).containsOnlyKeys("p1").containsEntry("p1", Set.of("a", "b"));
    }

    @Test
    void read_lineWithOtherFields_namesFileAndLine() throws IOException {
        Path file = file("p1\t0\ta\t1\np2\t0\tb\n");

        assertThatThrownBy(() -> Qrels.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ":2: 3 fields where a line of qrels has 4");
    }

    @Test
    void read_missingFile_namesIt() {
        Path file = directory.resolve("none.qrels");

        assertThatThrownBy(() -> Qrels.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": no such file");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("qrels"), content);
    }
}
