package dev.canard.deploy.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.DeadLetter;
import dev.canard.event.Debunk;
import dev.canard.event.EventJson;
import dev.canard.event.Vector;
import dev.canard.indexer.debunk.DebunkEncoding;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.indexer.debunk.DebunkSettings;
import dev.canard.indexer.debunk.DebunkTopology;
import dev.canard.metrics.Meters;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every form in which fact-checks come, each beside what is to be read out of it. */
class FactCheckFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/canard/deploy/source/factchecks");
    private static final String EXPECTED = ".expected.jsonl";
    private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");
    private static final int LIMIT = 1 << 16;

    private final DebunkReader reader = DebunkReader.standard(DebunkSettings.DEFAULTS);

    @TempDir
    private Path state;

    /** With {@code -Dexpected.update=true} it writes what is read instead. */
    @ParameterizedTest
    @MethodSource("names")
    void read_fileOfEachForm_givesItsDebunksAndDeadLetters(String name) throws IOException {
        // when
        StringBuilder read = new StringBuilder();
        for (Input input : inputs(name)) {
            read.append(line(input)).append('\n');
        }

        // then
        Path expected = FOLDER.resolve(name + EXPECTED);
        if (Boolean.getBoolean("expected.update")) {
            Files.writeString(expected, read);
        }
        assertThat(read).hasToString(Files.readString(expected));
    }

    @Test
    void read_everyFileAgain_changesNoDebunk() throws IOException {
        Topics topics = new Topics(TopicSettings.DEFAULTS);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "debunks");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        DebunkEncoding encoding =
                new DebunkEncoding(List.of("e"), _ -> List.of(new Vector("e", "claim", new float[] {1})));
        try (TopologyTestDriver driver = new TopologyTestDriver(
                new DebunkTopology(topics, reader, encoding, new Meters(new SimpleMeterRegistry())).get(),
                properties)) {
            TestInputTopic<String, byte[]> raw = driver.createInputTopic(
                    topics.debunksRaw().name(), new StringSerializer(), new ByteArraySerializer());
            TestOutputTopic<String, Debunk> debunks = driver.createOutputTopic(
                    topics.debunks().name(),
                    topics.debunks().keys().deserializer(),
                    topics.debunks().values().deserializer());

            // when
            importAll(raw);
            Map<String, Debunk> first = debunks.readKeyValuesToMap();
            importAll(raw);

            // then
            assertThat(first).hasSizeGreaterThan(40);
            assertThat(debunks.readKeyValuesToMap()).isEmpty();
        }
    }

    private void importAll(TestInputTopic<String, byte[]> raw) throws IOException {
        for (String name : names().toList()) {
            for (Input input : inputs(name)) {
                if (input instanceof Input.Payload(String key, byte[] bytes, RawHeaders headers)) {
                    raw.pipeInput(new TestRecord<>(key, bytes, headers.toHeaders(), RECEIVED));
                }
            }
        }
    }

    private String line(Input input) {
        return switch (input) {
            case Input.Unusable(DeadLetter letter) -> deadLetter(letter.position(), letter.kind(), letter.message());
            case Input.Payload payload -> line(payload);
        };
    }

    private String line(Input.Payload payload) {
        RawHeaders headers = payload.headers();
        return switch (reader.read(payload.bytes(), headers.format(), RECEIVED)) {
            case DebunkReader.Result.Read(Debunk debunk) -> json(debunk, headers.position());
            case DebunkReader.Result.Unusable(var why) -> deadLetter(headers.position(), why.kind(), why.message());
        };
    }

    private static String json(Debunk debunk, String position) {
        return EventJson.mapper()
                .createObjectNode()
                .put("position", position)
                .set("debunk", EventJson.mapper().valueToTree(debunk))
                .toString();
    }

    private static String deadLetter(String position, DeadLetter.Kind kind, String message) {
        return EventJson.mapper()
                .createObjectNode()
                .put("position", position)
                .put("kind", kind.name())
                .put("message", message)
                .toString();
    }

    private static List<Input> inputs(String name) throws IOException {
        // The name without its folder, so that it is the same on every machine.
        InputFile file = new InputFile(name, () -> Files.newInputStream(FOLDER.resolve(name)), null);
        List<Input> inputs = new ArrayList<>();
        try (Payloads payloads = new Payloads(file, InputKind.DEBUNKS, "topic", LIMIT, () -> RECEIVED)) {
            for (Input input = payloads.next(); input != null; input = payloads.next()) {
                inputs.add(input);
            }
        }
        return inputs;
    }

    static Stream<String> names() throws IOException {
        return InputFile.allNamed(FOLDER.toString(), null).stream()
                .map(file -> Path.of(file.name()).getFileName().toString())
                .filter(name -> !name.endsWith(EXPECTED));
    }
}
