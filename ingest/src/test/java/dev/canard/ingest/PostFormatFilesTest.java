package dev.canard.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads of each format, one a line, each beside what is to be read out of it. People, places and matters are invented. */
class PostFormatFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/canard/ingest/formats");

    /** With {@code -Dexpected.update=true} it writes what is read instead. */
    @ParameterizedTest
    @MethodSource("names")
    void parse_payloadsOfEachFormat_givesWhatIsExpected(String name) throws IOException {
        // given
        PostFormat format = PostFormats.all().find(name).orElseThrow();

        // when
        String read = payloads(name).stream()
                .map(payload -> line(format.parse(payload.getBytes(UTF_8))) + "\n")
                .collect(Collectors.joining());

        // then
        Path expected = FOLDER.resolve(name + ".expected.jsonl");
        if (Boolean.getBoolean("expected.update")) {
            Files.writeString(expected, read);
        }
        assertThat(read).isEqualTo(Files.readString(expected));
    }

    @Test
    void payloads_areEnoughOfEachFormat() throws IOException {
        for (String name : names()) {
            assertThat(payloads(name)).as(name).hasSizeGreaterThan(20);
        }
    }

    static Collection<String> names() {
        return PostFormats.all().names();
    }

    static List<String> payloads(String format) throws IOException {
        return Files.readAllLines(FOLDER.resolve(format + ".jsonl"));
    }

    /** The outcome by name with what it holds, and what will be read of a text for claims. */
    private static String line(ParsedPost outcome) {
        ObjectNode line = EventJson.mapper()
                .createObjectNode()
                .put("outcome", outcome.getClass().getSimpleName());
        line.setAll((ObjectNode) EventJson.mapper().valueToTree(outcome));
        if (outcome instanceof ParsedPost.Draft draft) {
            line.put("clean", TextCleaner.clean(draft.text()).text().value());
        }
        return line.toString();
    }
}
