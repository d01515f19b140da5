package dev.canard.deploy.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCutterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": {\"b\": [1, {}]}} | ={\"a\": {\"b\": [1, {}]}}",
                "[{\"a\":1}, {\"b\":2}] | /0={\"a\":1} /1={\"b\":2}",
                "[[{}], [{}, {}]] | /0/0={} /1/0={} /1/1={}",
                "{\"x\":1,\"@graph\":[{\"a\":1}],\"y\":[2]} | /@graph/0={\"a\":1}",
                "{\"@graph\":[{}],\"dataFeedElement\" : [{}]} | /@graph/0={} /dataFeedElement/0={}",
                "[{\"claims\":[{}, {}]}, {}] | /0/claims/0={} /0/claims/1={} /1={}",
                "{\"claims\":{\"a\":1}} | ={\"claims\":{\"a\":1}}",
                "{\"a\":\"claims\",\"b\":[{}]} | ={\"a\":\"claims\",\"b\":[{}]}",
                "{\"a\":{\"claims\":[{}]}} | ={\"a\":{\"claims\":[{}]}}",
                "[null, 1, \"a]b\", {}] | /0=null /1=1 /2=\"a]b\" /3={}",
                "{\"a\":\"}]\\\"}\"}{\"b\":1} | ={\"a\":\"}]\\\"}\"} ={\"b\":1}",
                "[{\"a\":\"5\" of\"}, {\"a\":\"\"b\"\"}] | /0={\"a\":\"5\" of\"} /1={\"a\":\"\"b\"\"}",
                "{\"claims\":[]} | ``",
                "]}, | ``",
            })
    void next_cutsElementsOutOfWhatWrapsThem(String json, String expected) throws IOException {
        assertThat(String.join(" ", cut(json, 1000))).isEqualTo(expected);
    }

    @Test
    void next_behindAnObjectWithAWrapper_readsOn() throws IOException {
        assertThat(cut("{\"@graph\":[{\"a\":1}],\"z\":{\"q\":\"}\"}}\n{\"b\":2}", 1000))
                .containsExactly("/@graph/0={\"a\":1}", "={\"b\":2}");
    }

    @Test
    void next_elementOverTheLimit_isCutAndTheNextIsWhole() throws IOException {
        try (Chunks chunks = chunks("[{\"a\":\"" + "x".repeat(300_000) + "\"},{\"b\":1}]", 100)) {
            Chunks.Chunk cut = chunks.next();
            assertThat(cut.complete()).isFalse();
            assertThat(cut.size()).isEqualTo(300_008);
            assertThat(cut.bytes()).hasSize(100);
            assertThat(chunks.next().bytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"b\":1}");
            assertThat(chunks.next()).isNull();
        }
    }

    @Test
    void next_wrappersInWrappersWithoutEnd_costBoundedMemory() throws IOException {
        assertThat(cut("[".repeat(100_000), 1000)).singleElement().asString().startsWith("/0/0/0/0/0/0/0/0=[[[");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{}, | /1",
                "{\"@graph\":[{},{} | /@graph/2",
                "{\"@graph\":[{}],\"a\": | an object",
                "{\"a\": |",
                "[{}] |",
                "{\"claims\":[]} |",
            })
    void missing_documentThatBreaksOff_saysWhere(String json, String place) throws IOException {
        try (Chunks chunks = chunks(json, 1000)) {
            while (chunks.next() != null) {
                // To the end.
            }
            assertThat(chunks.missing()).isEqualTo(place == null ? null : "the JSON breaks off inside of " + place);
        }
    }

    @Test
    void line_isThatOfTheElementsBeginning() throws IOException {
        try (Chunks chunks = chunks("[\n {\n \"a\":1\n },\n\n {}\n]\n", 1000)) {
            assertThat(chunks.next().line()).isEqualTo(2);
            assertThat(chunks.next().line()).isEqualTo(6);
        }
    }

    @Test
    void fingerprint_ofAllRecords_isTheSameWhetherOrNotTheEndWasSeen() throws IOException {
        try (Chunks toTheEnd = chunks("[{}, {}\n]\n\n", 1000);
                Chunks skipping = chunks("[{}, {}\n]\n\n", 1000)) {
            IntStream.range(0, 3).forEach(_ -> next(toTheEnd));
            IntStream.range(0, 2).forEach(_ -> next(skipping));

            assertThat(toTheEnd.fingerprint()).isEqualTo(skipping.fingerprint());
        }
    }

    private static void next(Chunks chunks) {
        try {
            chunks.next();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> cut(String json, int limit) throws IOException {
        List<String> records = new ArrayList<>();
        try (Chunks chunks = chunks(json, limit)) {
            for (Chunks.Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                records.add(chunk.pointer() + "=" + new String(chunk.bytes(), StandardCharsets.UTF_8));
            }
        }
        return records;
    }

    private static Chunks chunks(String json, int limit) {
        return new Chunks(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), limit, new JsonCutter());
    }
}
