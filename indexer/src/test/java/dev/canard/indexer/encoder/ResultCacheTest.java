package dev.canard.indexer.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.indexer.encoder.TextEncoder.Role;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultCacheTest {

    private static final long BYTES = 64L << 20;

    @TempDir
    private Path directory;

    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final List<String> computed = new ArrayList<>();

    @Test
    void encode_sameQueryAgain_isRemembered_alsoAfterARestart() {
        // given
        float[] vector;
        try (ResultCache cache = cache();
                TextEncoder encoder = new CachedTextEncoder(new Recording("a"), cache)) {
            vector = encoder.encode("garlic", Role.QUERY);

            // when
            float[] again = encoder.encode("garlic", Role.QUERY);

            // then
            assertThat(again).isEqualTo(vector);
            assertThat(computed).containsExactly("a garlic");
        }
        try (ResultCache cache = cache();
                TextEncoder encoder = new CachedTextEncoder(new Recording("a"), cache)) {
            assertThat(encoder.encode("garlic", Role.QUERY)).isEqualTo(vector);
            assertThat(computed).containsExactly("a garlic");
        }
        assertThat(meters.counter(Meter.MODEL_RESULTS, "remembered").count()).isEqualTo(2);
        assertThat(meters.counter(Meter.MODEL_RESULTS, "computed").count()).isEqualTo(1);
    }

    @Test
    void encode_whatAnotherCacheHolds_isRemembered_whileThatIsInUse(@TempDir Path own) {
        // given
        float[] vector;
        try (ResultCache cache = cache();
                TextEncoder encoder = new CachedTextEncoder(new Recording("a"), cache)) {
            vector = encoder.encode("garlic", Role.QUERY);
        }

        // when
        try (ResultCache _ = cache();
                ResultCache cache = new ResultCache(own, directory, BYTES, meters);
                TextEncoder encoder = new CachedTextEncoder(new Recording("a"), cache)) {
            float[] again = encoder.encode("garlic", Role.QUERY);
            encoder.encode("birds", Role.QUERY);
            encoder.encode("birds", Role.QUERY);

            // then
            assertThat(again).isEqualTo(vector);
            assertThat(computed).containsExactly("a garlic", "a birds");
        }
    }

    @Test
    void open_otherCacheIsMissingOrNone_isAsWithoutOne(@TempDir Path own) throws IOException {
        Path none = Files.createDirectory(own.resolve("none"));
        Path missing = own.resolve("missing");
        for (Path other : List.of(none, missing)) {
            try (ResultCache cache = new ResultCache(directory, other, BYTES, meters);
                    TextEncoder encoder = new CachedTextEncoder(new Recording("a"), cache)) {
                encoder.encode("garlic", Role.QUERY);
            }
        }

        assertThat(computed).containsExactly("a garlic");
        assertThat(none).isEmptyDirectory();
        assertThat(missing).doesNotExist();
    }

    @Test
    void encode_anotherTextEncoderOrRole_isComputed() {
        try (ResultCache cache = cache();
                TextEncoder one = new CachedTextEncoder(new Recording("a"), cache);
                TextEncoder other = new CachedTextEncoder(new Recording("b"), cache)) {
            one.encode("garlic", Role.QUERY);
            one.encode("garlic ", Role.QUERY);
            other.encode("garlic", Role.QUERY);
            one.encode("garlic", Role.PASSAGE);
            one.encode("garlic", Role.PASSAGE);
        }

        assertThat(computed).containsExactly("a garlic", "a garlic ", "b garlic", "a garlic", "a garlic");
    }

    @Test
    void score_someArePairsOfBefore_onlyTheOthersAreRead_andAllComeInOrder() {
        // given
        Counting reader = new Counting();
        try (ResultCache cache = cache();
                CrossEncoder crossEncoder = new CachedCrossEncoder(reader, cache)) {
            crossEncoder.score("post", List.of("b", "dddd"));

            // when
            List<double[]> scores = crossEncoder.score("post", List.of("a", "b", "ccc", "dddd"));

            // then
            assertThat(scores).containsExactly(score(5), score(5), score(7), score(8));
            assertThat(reader.read).containsExactly("b", "dddd", "a", "ccc");
            assertThat(crossEncoder.score("post", List.of())).isEmpty();
        }
    }

    @Test
    void put_moreThanItMayHold_forgetsTheOldest() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        long bytes = 32L << 20;
        try (ResultCache cache = new ResultCache(directory, null, bytes, meters)) {
            for (int i = 0; i < 60_000; i++) {
                float[] values = new float[384];
                for (int v = 0; v < values.length; v++) {
                    values[v] = (float) random.nextDouble();
                }
                cache.put(values, "a", "text " + i);
            }

            assertThat(cache.floats("a", "text 0")).isNull();
            assertThat(cache.floats("a", "text 59999")).isNotNull();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(2 * bytes);
        }
    }

    @Test
    void new_filesAreDamaged_beginsAnew() throws IOException {
        // given
        try (ResultCache cache = cache()) {
            cache.put(new float[] {1}, "a", "garlic");
        }
        Files.writeString(directory.resolve("CURRENT"), "nonsense");

        // when
        try (ResultCache cache = cache()) {
            // then
            assertThat(cache.floats("a", "garlic")).isNull();
            cache.put(new float[] {2}, "a", "garlic");
            assertThat(cache.floats("a", "garlic")).containsExactly(2);
        }
    }

    @Test
    void floats_whatIsStoredIsDamaged_isNotKnown_andNothingFails() throws IOException {
        // given
        try (ResultCache cache = cache()) {
            cache.put(new float[] {1}, "a", "garlic");
        }
        try (Stream<Path> files = Files.list(directory)) {
            Path table = files.filter(file -> file.toString().endsWith(".sst"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(table);
            // Where the values stand; what is read on opening stands at the end.
            Arrays.fill(bytes, 0, 20, (byte) 7);
            Files.write(table, bytes);
        }

        // when
        try (ResultCache cache = cache()) {
            // then
            assertThat(cache.floats("a", "garlic")).isNull();
            cache.put(new float[] {2}, "a", "onion");
            assertThat(cache.floats("a", "onion")).containsExactly(2);
        }
    }

    @Test
    void new_directoryIsInUse_isRefused_andLeavesTheOtherAlone() {
        try (ResultCache cache = cache()) {
            cache.put(new float[] {1}, "a", "garlic");

            assertThatThrownBy(this::cache)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(directory.toString());

            assertThat(cache.floats("a", "garlic")).containsExactly(1);
        }
    }

    @Test
    void put_holdsNoText() throws IOException {
        try (ResultCache cache = cache()) {
            cache.put(new float[] {1}, "a", "a very secret text");
        }

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).noneMatch(file -> holds(file, "secret"));
        }
    }

    private static boolean holds(Path file, String word) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new String(bytes, StandardCharsets.ISO_8859_1).contains(word)
                    || new String(bytes, StandardCharsets.UTF_16LE).contains(word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResultCache cache() {
        return new ResultCache(directory, null, BYTES, meters);
    }

    private static double[] score(int length) {
        return new double[] {length};
    }

    private final class Recording implements TextEncoder {

        private final HashingTextEncoder encoder;

        Recording(String id) {
            encoder = new HashingTextEncoder(id);
        }

        @Override
        public String id() {
            return encoder.id();
        }

        @Override
        public int dimensions() {
            return encoder.dimensions();
        }

        @Override
        public float[] encode(String text, Role role) {
            computed.add(id() + " " + text);
            return encoder.encode(text, role);
        }

        @Override
        public void close() {
            encoder.close();
        }
    }

    /** Scores a pair by the length of both. */
    private static final class Counting implements CrossEncoder {

        private final List<String> read = new ArrayList<>();

        @Override
        public String id() {
            return "lengths@1";
        }

        @Override
        public List<String> classes() {
            return List.of("LENGTH");
        }

        @Override
        public List<double[]> score(String first, List<String> seconds) {
            read.addAll(seconds);
            return seconds.stream()
                    .map(second -> ResultCacheTest.score(first.length() + second.length()))
                    .toList();
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
