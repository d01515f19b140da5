package dev.canard.deploy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.source.InputFile.Layout;
import dev.canard.event.DeadLetter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PayloadsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void next_jsonLine_isSentAsItIsUnderItsId() throws IOException {
        // when
        var payload = (Input.Payload)
                read(Layout.JSONL, "{\"id\": \"p1\", \"text\": \"hello\"}\n").getFirst();

        // then
        assertThat(payload.key()).isEqualTo("p1");
        assertThat(payload.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\": \"p1\", \"text\": \"hello\"}");
        assertThat(payload.headers().format()).isEqualTo("canard");
        assertThat(payload.headers().source()).isEqualTo("posts.file");
        assertThat(payload.headers().position()).isEqualTo("1");
    }

    @Test
    void next_lineWithoutAnId_isSentUnderItsPlace() throws IOException {
        // when
        List<Input> inputs = read(Layout.JSONL, "{\"id\": broken\n\n\u0000\u0001\n[1]\n");

        // then
        assertThat(inputs)
                .extracting(input -> ((Input.Payload) input).key())
                .containsExactly("posts.file:1", "posts.file:2", "posts.file:3", "posts.file:4");
    }

    @Test
    void next_row_becomesAnObjectWithTheHeadersNames() throws IOException {
        // when
        var payload = (Input.Payload)
                read(Layout.TSV, "id\ttext\n7\tsay \"hi\", {ok}\n").getFirst();

        // then
        assertThat(payload.key()).isEqualTo("7");
        assertThat(payload.bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\":\"7\",\"text\":\"say \\\"hi\\\", {ok}\"}");
        assertThat(payload.headers().format()).isEqualTo("canard");
        assertThat(payload.headers().position()).isEqualTo("2");
    }

    @Test
    void next_rowWithMissingFields_becomesADeadLetterWithItsPlace() throws IOException {
        // when
        var unusable = (Input.Unusable) read(Layout.TSV, "id\ttext\n7\n").getFirst();

        // then
        assertThat(unusable.letter().kind()).isEqualTo(DeadLetter.Kind.MISSING_FIELD);
        assertThat(unusable.letter().message()).isEqualTo("1 fields where the header has 2");
        assertThat(unusable.letter().source()).isEqualTo("posts.file");
        assertThat(unusable.letter().position()).isEqualTo("2");
        assertThat(unusable.letter().value()).asString(StandardCharsets.UTF_8).isEqualTo("7");
        assertThat(unusable.letter().failedAt()).isEqualTo(NOW);
    }

    @Test
    void next_lineOverTheLimit_becomesADeadLetterWithItsBeginning() throws IOException {
        // when
        var unusable =
                (Input.Unusable) read(Layout.JSONL, "x".repeat(500) + "\n").getFirst();

        // then
        assertThat(unusable.letter().kind()).isEqualTo(DeadLetter.Kind.TOO_LARGE);
        assertThat(unusable.letter().size()).isEqualTo(500);
        assertThat(unusable.letter().value()).hasSize(100);
    }

    @Test
    void next_article_isOnePayloadWithTheWholePage() throws IOException {
        // given
        InputFile file = article("check.html", "No, it is not\n\nReally.\n");

        // when
        List<Input> inputs = read(payloads(file, InputKind.DEBUNKS));

        // then
        var payload = (Input.Payload) inputs.getFirst();
        assertThat(inputs).hasSize(1);
        assertThat(payload.key()).isEqualTo("check.html");
        assertThat(payload.headers().format()).isEqualTo("article");
        assertThat(payload.bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\":\"check.html\",\"page\":\"No, it is not\\n\\nReally.\\n\"}");
    }

    @Test
    void next_articleWithAClaim_carriesTheClaim() throws IOException {
        // when
        var payload = (Input.Payload) payloads(article("check.txt", "page").withClaim("It is."), InputKind.DEBUNKS)
                .next();

        // then
        assertThat(Objects.requireNonNull(payload).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\":\"check.txt\",\"claim\":\"It is.\",\"page\":\"page\"}");
    }

    @Test
    void next_articleOverTheLimit_becomesADeadLetter() throws IOException {
        // when
        var unusable = (Input.Unusable) payloads(article("check.txt", "line\n".repeat(50)), InputKind.DEBUNKS)
                .next();

        // then
        assertThat(Objects.requireNonNull(unusable).letter().kind()).isEqualTo(DeadLetter.Kind.TOO_LARGE);
        assertThat(unusable.letter().size()).isEqualTo(250);
    }

    @Test
    void open_textFileOfPosts_holdsLines() throws IOException {
        // when
        List<Input> inputs = read(payloads(article("posts.txt", "{}\n{}\n"), InputKind.POSTS));

        // then
        assertThat(inputs).hasSize(2);
    }

    @Test
    void open_postsAsAnArticle_saysSo() {
        InputFile file = new InputFile("posts.txt", () -> new ByteArrayInputStream(new byte[0]), Layout.ARTICLE);

        assertThatThrownBy(() -> payloads(file, InputKind.POSTS))
                .isInstanceOf(IOException.class)
                .hasMessage("posts.txt: only fact-checks can be articles");
    }

    @Test
    void next_postsOfAPlatform_nameTheirFormat_andAreKeyedByTheirPosts() throws IOException {
        // given
        InputFile file = article("dump.ndjson", """
                {"id":"a1","body":"hello"}
                {"name":"t1_a1","id":"a1","body":"[deleted]"}
                {"id":"a2"}
                """).withFormat("reddit");

        // when
        List<Input> inputs = read(payloads(file, InputKind.POSTS));

        // then
        assertThat(inputs)
                .extracting(input -> ((Input.Payload) input).key())
                .containsExactly("t1_a1", "t1_a1", "dump.ndjson:3");
        assertThat(inputs)
                .extracting(input -> ((Input.Payload) input).headers().format())
                .containsOnly("reddit");
    }

    @Test
    void open_tableInTheFormatOfAPlatform_saysSo() {
        InputFile file = article("dump.csv", "id,text\n").withFormat("x");

        assertThatThrownBy(() -> payloads(file, InputKind.POSTS))
                .isInstanceOf(IOException.class)
                .hasMessage("dump.csv: rows of a table are in Canard's own format, not in \"x\"");
    }

    @Test
    void next_columnsInOtherCase_areTheFieldsOfPosts() throws IOException {
        // when
        var payload = (Input.Payload)
                read(Layout.TSV, "ID\tText\tcreatedat\tParent\n7\thi\t\t6\n").getFirst();

        // then
        assertThat(payload.bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\":\"7\",\"text\":\"hi\",\"createdAt\":\"\",\"parent\":\"6\"}");
    }

    @Test
    void open_tableWithoutIdColumn_saysSo() {
        assertThatThrownBy(() -> read(Layout.TSV, "a\tb\n1\t2\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("posts.file: the first line must be a header with a column \"id\"");
    }

    @Test
    void skip_passesOverLinesAndFingerprintsThem() throws IOException {
        // given
        Payloads first = payloads(Layout.JSONL, "a\nb\nc\n");
        first.next();
        first.next();
        String fingerprint = first.fingerprint();

        // when
        Payloads second = payloads(Layout.JSONL, "a\nb\nc\n");

        // then
        assertThat(second.skip(2)).isEqualTo(fingerprint);
        assertThat(payloads(Layout.JSONL, "a\nX\nc\n").skip(2)).isNotEqualTo(fingerprint);
        assertThat(payloads(Layout.JSONL, "a\n").skip(2)).isNull();
    }

    private static List<Input> read(Layout layout, String content) throws IOException {
        return read(payloads(layout, content));
    }

    private static List<Input> read(Payloads payloads) throws IOException {
        List<Input> inputs = new ArrayList<>();
        for (Input input = payloads.next(); input != null; input = payloads.next()) {
            inputs.add(input);
        }
        return inputs;
    }

    private static Payloads payloads(Layout layout, String content) throws IOException {
        return payloads(
                new InputFile(
                        "posts.file", () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), layout),
                InputKind.POSTS);
    }

    private static Payloads payloads(InputFile file, InputKind kind) throws IOException {
        return new Payloads(file, kind, "canard.posts.raw", 100, () -> NOW);
    }

    private static InputFile article(String name, String content) {
        return new InputFile(name, () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), null);
    }
}
