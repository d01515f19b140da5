package dev.canard.deploy.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.source.InputFile.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutDetectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"a\":1}' | JSONL",
                "'{\"claims\":[{}]}' | JSONL",
                "'{\"a\":1}\n{\"a\":2}\n' | JSONL",
                "'{\"a\":\n{\"a\":2}\n' | JSON",
                "'{\"a\": cut\n{\"a\":2}\n' | JSONL",
                "'{\n  \"a\":1\n}' | JSON",
                "'{\"a\": [\n{}]}' | JSON",
                "' \n[{}]' | JSON",
                "'<!DOCTYPE html>' | ARTICLE",
                "'No, it is not true.\nReally, the claim is not.' | ARTICLE",
                "'' | ARTICLE",
                "'id,claim\n1,c' | CSV",
                "'id;\"Claim\"\n1;c' | CSV",
                "'id\tclaim\n1\tc' | TSV",
                "'key,statement\n1,c' | CSV",
                "'key,other\n1,c' | ARTICLE",
            })
    void detect_tellsByTheBeginning(String content, Layout layout) throws IOException {
        assertThat(detect(content)).isEqualTo(layout);
    }

    @Test
    void detect_firstLineLongerThanARecord_isNoLineOfJsonLines() throws IOException {
        assertThat(detect("{\"a\":\"" + "x".repeat(5000) + "\"}\n{}\n")).isEqualTo(Layout.JSON);
    }

    @Test
    void detect_givesTheContentFromItsBeginning() throws IOException {
        LayoutDetector.Detected detected = LayoutDetector.detect(in("[1, 2]"), 1000, Map.of());

        assertThat(detected.content().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("[1, 2]");
    }

    private static Layout detect(String content) throws IOException {
        return LayoutDetector.detect(in(content), 1000, Map.of("statement", "claim"))
                .layout();
    }

    private static InputStream in(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
}
