package dev.canard.deploy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

    @TempDir
    private Path folder;

    @Test
    void allNamed_folder_givesItsFilesInOrderWithoutHiddenOnes() throws IOException {
        // given
        Files.createDirectories(folder.resolve("b/.git"));
        for (String name : List.of("c.json", "a.json", "b/x.csv", "b/.git/config", ".hidden")) {
            Files.writeString(folder.resolve(name), "{}");
        }
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a.json"));

        // when
        List<InputFile> files = InputFile.allNamed(folder.toString(), null);

        // then
        assertThat(files)
                .extracting(file ->
                        folder.toAbsolutePath().relativize(Path.of(file.name())).toString())
                .containsExactly("a.json", "b/x.csv", "c.json");
    }

    @Test
    void allNamed_folderWithoutFiles_saysSo() {
        assertThatThrownBy(() -> InputFile.allNamed(folder.toString(), null))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": no file in this folder");
    }

    @Test
    void allNamedSoFar_folderWithoutFiles_isEmpty() throws IOException {
        assertThat(InputFile.allNamedSoFar(folder.toString(), null)).isEmpty();
    }

    @Test
    void layout_ofPackedFile_isThatOfItsNameWithoutTheEnding() throws IOException {
        // given
        Path file = folder.resolve("checks.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("Link,Statement\nhttps://e.example.org/1,c\n".getBytes(StandardCharsets.UTF_8));
        }

        // when
        Input input =
                first(InputFile.named(file.toString(), null).withColumns(Map.of("Link", "url", "Statement", "claim")));

        // then
        assertThat(((Input.Payload) input).key()).isEqualTo("https://e.example.org/1");
        assertThat(((Input.Payload) input).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"url\":\"https://e.example.org/1\",\"claim\":\"c\"}");
    }

    @Test
    void next_packedFileThatBreaksOff_namesTheFile() throws IOException {
        // given
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"@id\":\"1\",\"claimReviewed\":\"c\"}".getBytes(StandardCharsets.UTF_8));
        }
        Path file =
                Files.write(folder.resolve("checks.jsonl.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() - 12));

        // when, then
        assertThatThrownBy(() -> first(InputFile.named(file.toString(), null)))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": the packed data break off or are damaged");
    }

    @Test
    void columns_thatTheHeaderDoesNotHave_areNamed() throws IOException {
        InputFile file = table("id,claim\n1,c\n").withColumns(Map.of("Statement", "claim"));

        assertThatThrownBy(() -> first(file))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("table.csv: the header has no column Statement, only [id, claim]");
    }

    @Test
    void columns_ofTheSameMeaning_areRefused() throws IOException {
        InputFile file = table("id,claim,Statement\n1,c,d\n").withColumns(Map.of("Statement", "claim"));

        assertThatThrownBy(() -> first(file)).hasMessageEndingWith("two columns are \"claim\"");
    }

    private InputFile table(String content) throws IOException {
        return InputFile.named(
                Files.writeString(folder.resolve("table.csv"), content).toString(), null);
    }

    private static Input first(InputFile file) throws IOException {
        try (Payloads payloads = new Payloads(file, InputKind.DEBUNKS, "topic", 1000, () -> Instant.EPOCH)) {
            return payloads.next();
        }
    }
}
