package dev.canard.deploy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.canard.deploy.source.InputFile.Layout;
import dev.canard.event.DeadLetter;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.indexer.debunk.DebunkSettings;
import dev.canard.ingest.IngestSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were mutated at random, or made to cost much: no exception escapes, and the time is bounded. */
class HostileFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/canard/deploy/source/factchecks");
    private static final int ROUNDS = 4_000;
    private static final int LARGEST_PAYLOAD = IngestSettings.DEFAULTS.maxPayloadBytes();
    private static final String[] SPLICES = {
        "\"", "{", "}", "[", "]", ",", ":", "\\", "\n", "<", ">", "\"@graph\":[", "\\ud83e", "null", "&quot;", "]]>"
    };

    private final DebunkReader reader = DebunkReader.standard(DebunkSettings.DEFAULTS);

    @Test
    void read_mutatedFiles_givesPayloadsOrDeadLettersOnly() throws IOException {
        Random random = new Random(20260301);
        List<byte[]> seeds = seeds();
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] mutated = mutated(seeds.get(random.nextInt(seeds.size())), random);
                Layout layout = random.nextInt(3) > 0 ? null : Layout.values()[random.nextInt(Layout.values().length)];
                read(mutated, layout, 1 << 16);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{\"a\":",
                "{\"@graph\":[",
                "\"",
                "\\",
                "{\"claimReview\":[",
                "<div itemscope itemtype=https://schema.org/ClaimReview itemprop=a>",
                "<span itemprop=a>",
                "<script type=application/ld+json>{\"@type\":\"ClaimReview\"",
                "/*",
                "id,claim,\"",
                "\",\""
            })
    void read_manyOfTheSame_costsBoundedTimeAndMemory(String unit) {
        String prefix = unit.startsWith("<") ? "<div itemscope itemtype=https://schema.org/ClaimReview>" : "";
        for (Layout layout : List.of(Layout.JSON, Layout.CSV, Layout.ARTICLE)) {
            int size = (layout == Layout.ARTICLE ? 8 : 1) * LARGEST_PAYLOAD - 100;
            byte[] content = (prefix + unit.repeat(size / unit.length())).getBytes(StandardCharsets.UTF_8);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> read(content, layout, LARGEST_PAYLOAD),
                    () -> "slow: %s as %s".formatted(unit, layout));
        }
    }

    private void read(byte[] content, @Nullable Layout layout, int limit) throws IOException {
        InputFile file = new InputFile("hostile", () -> new ByteArrayInputStream(content), layout);
        try (Payloads payloads = new Payloads(file, InputKind.DEBUNKS, "topic", limit, () -> Instant.EPOCH)) {
            for (Input input = payloads.next(); input != null; input = payloads.next()) {
                switch (input) {
                    case Input.Payload payload -> {
                        assertThat(payload.bytes()).hasSizeLessThanOrEqualTo(limit);
                        reader.read(payload.bytes(), payload.headers().format(), Instant.EPOCH);
                    }
                    case Input.Unusable(DeadLetter letter) ->
                        assertThat(letter.message()).isNotBlank();
                }
            }
        } catch (IOException e) {
            // Only a header may stop a file, with its name.
            assertThat(e.getMessage()).startsWith("hostile: ");
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        double rate = Math.pow(10, -1 - 2 * random.nextDouble());
        for (byte one : seed) {
            if (random.nextDouble() >= rate) {
                out.write(one);
            } else if (random.nextInt(4) > 0) {
                out.write(random.nextInt(8) == 0 ? random.nextInt(256) : one);
                out.writeBytes(SPLICES[random.nextInt(SPLICES.length)].getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = out.toByteArray();
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (InputFile file : InputFile.allNamed(FOLDER.toString(), null)) {
            if (!file.name().endsWith(".expected.jsonl")) {
                seeds.add(Files.readAllBytes(Path.of(file.name())));
            }
        }
        return seeds;
    }
}
