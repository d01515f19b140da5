package dev.canard.indexer.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.canard.indexer.encoder.TextEncoder.Role;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxTextEncoderTest {

    private static OnnxTextEncoder minilm;
    private static OnnxTextEncoder bge;

    @BeforeAll
    static void load() {
        minilm = new OnnxTextEncoder(EncoderSettings.MINILM);
        bge = new OnnxTextEncoder(EncoderSettings.BGE_SMALL);
    }

    @AfterAll
    static void close() {
        minilm.close();
        bge.close();
    }

    static List<OnnxTextEncoder> encoders() {
        return List.of(minilm, bge);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("encoders")
    void encode_putsAParaphraseNearerThanAnotherTopic(OnnxTextEncoder encoder) {
        float[] post = encoder.encode("my aunt swears a clove of garlic a day keeps covid off", Role.QUERY);

        float[] claim = encoder.encode("Eating garlic prevents infection with the coronavirus.", Role.PASSAGE);
        float[] other = encoder.encode("The moon landing was filmed in a studio.", Role.PASSAGE);

        assertThat(dot(post, claim)).isGreaterThan(dot(post, other) + .2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\uD83E\uDD86\uD83E\uDD86", "\uD83E", "\u0000", "\u200B\u200D\uFE0F", "كلام", "a"})
    void encode_givesUnitLength_ofWhateverText(String text) {
        for (OnnxTextEncoder encoder : encoders()) {
            float[] vector = encoder.encode(text, Role.QUERY);

            assertThat(vector).hasSize(encoder.dimensions());
            assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void encode_readsNoMoreThanTheFirstTokens_ofAHugeText() {
        String huge = "vaccines cause autism ".repeat(100_000);

        assertThat(minilm.encode(huge, Role.QUERY)).isEqualTo(minilm.encode(huge.substring(0, 5_000), Role.QUERY));
    }

    @Test
    void encode_givesTheSame_fromManyThreads() throws Exception {
        List<String> texts = List.of("one", "the second text is longer", "a third text about 5G towers and birds");
        List<float[]> expected =
                texts.stream().map(text -> minilm.encode(text, Role.QUERY)).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[]>> results = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String text = texts.get(i % texts.size());
                results.add(threads.submit(() -> minilm.encode(text, Role.QUERY)));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(expected.get(i % texts.size()));
            }
        }
    }

    @Test
    void id_changesWithWhatChangesTheVectors() {
        EncoderSettings prefixed = new EncoderSettings(
                EncoderSettings.MINILM.name(),
                EncoderSettings.MINILM.model(),
                EncoderSettings.MINILM.tokenizer(),
                EncoderSettings.MINILM.pooling(),
                "query: ",
                "",
                384,
                128,
                List.of());
        try (OnnxTextEncoder other = new OnnxTextEncoder(prefixed);
                OnnxTextEncoder same = new OnnxTextEncoder(EncoderSettings.MINILM)) {
            assertThat(same.id()).isEqualTo(minilm.id()).startsWith("minilm-l6-v2-q@");
            assertThat(other.id()).isNotEqualTo(minilm.id());
            assertThat(other.encode("garlic", Role.QUERY)).isNotEqualTo(minilm.encode("garlic", Role.QUERY));
            assertThat(other.encode("garlic", Role.PASSAGE)).isEqualTo(minilm.encode("garlic", Role.PASSAGE));
        }
    }

    @Test
    void encode_afterItWasClosed_isRefused() {
        OnnxTextEncoder closed = new OnnxTextEncoder(EncoderSettings.MINILM);
        closed.close();
        closed.close();

        assertThatThrownBy(() -> closed.encode("garlic", Role.QUERY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("encoder minilm-l6-v2-q is closed");
    }

    @Test
    void load_namesTheModel_thatIsMissing() {
        EncoderSettings missing = new EncoderSettings(
                "gone",
                "classpath:gone.onnx",
                "classpath:gone.json",
                EncoderSettings.Pooling.CLS,
                "",
                "",
                384,
                128,
                List.of("en"));

        assertThatThrownBy(() -> new OnnxTextEncoder(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone")
                .hasRootCauseMessage("no resource on the class path: gone.onnx");
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void knows_language_withOrWithoutRegion() {
        assertThat(EncoderSettings.MINILM.knows("en-GB")).isTrue();
        assertThat(EncoderSettings.MINILM.knows("es")).isFalse();
    }
}
