package dev.canard.deploy.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunksTest {

    @Test
    void next_splitsAtLineFeeds() throws IOException {
        assertThat(texts("one\ntwo\r\nthree")).containsExactly("one", "two", "three");
    }

    @Test
    void next_keepsEmptyLinesButMakesNoneAtTheEnd() throws IOException {
        assertThat(texts("one\n\ntwo\n")).containsExactly("one", "", "two");
        assertThat(texts("")).isEmpty();
        assertThat(texts("\n")).containsExactly("");
        assertThat(texts("\r\n")).containsExactly("");
    }

    @Test
    void next_numbersLinesFromOne() throws IOException {
        // given
        Chunks lines = lines("a\nb\n", 10);

        // when, then
        assertThat(lines.next().line()).isEqualTo(1);
        assertThat(lines.next().line()).isEqualTo(2);
        assertThat(lines.next()).isNull();
    }

    @Test
    void next_lineOverTheLimit_isCutButKnowsItsSize() throws IOException {
        // given
        Chunks lines = lines("x".repeat(200_000) + "\nshort\n", 10);

        // when
        Chunks.Chunk cut = lines.next();

        // then
        assertThat(cut.complete()).isFalse();
        assertThat(cut.size()).isEqualTo(200_000);
        assertThat(cut.bytes()).isEqualTo("x".repeat(10).getBytes(StandardCharsets.UTF_8));
        assertThat(lines.next().complete()).isTrue();
    }

    @Test
    void next_lineOfExactlyTheLimit_isComplete() throws IOException {
        assertThat(lines("x".repeat(10) + "\n", 10).next().complete()).isTrue();
        assertThat(lines("x".repeat(10) + "\r\n", 10).next().complete()).isTrue();
        assertThat(lines("x".repeat(11) + "\n", 10).next().complete()).isFalse();
    }

    @Test
    void next_anySplitOfTheStream_givesTheSameLinesAndFingerprint() throws IOException {
        // given
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("x".repeat(random.nextInt(700))).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

        // when
        Chunks whole = new Chunks(new ByteArrayInputStream(bytes), 1000, Cutter.lines());
        Chunks dripping = new Chunks(dripping(bytes, random), 1000, Cutter.lines());

        // then
        for (Chunks.Chunk line = whole.next(); line != null; line = whole.next()) {
            assertThat(dripping.next().bytes()).isEqualTo(line.bytes());
            assertThat(dripping.fingerprint()).isEqualTo(whole.fingerprint());
        }
        assertThat(dripping.next()).isNull();
    }

    private static InputStream dripping(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(900)));
            }
        };
    }

    private static List<String> texts(String content) throws IOException {
        Chunks lines = lines(content, 100);
        List<String> texts = new ArrayList<>();
        for (Chunks.Chunk line = lines.next(); line != null; line = lines.next()) {
            texts.add(new String(line.bytes(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static Chunks lines(String content, int limit) {
        return new Chunks(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), limit, Cutter.lines());
    }
}
