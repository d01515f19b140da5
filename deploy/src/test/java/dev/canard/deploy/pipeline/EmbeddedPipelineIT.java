package dev.canard.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The contract on the embedded broker, and what a client that is not ours sees there. */
class EmbeddedPipelineIT extends PipelineContract {

    private String bootstrapServers = "";

    @Override
    PipelineRunner start(Path directory) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        bootstrapServers = broker.bootstrapServers();
        return new ClusterRunner(SETTINGS, bootstrapServers, broker, directory.resolve("streams"));
    }

    @Test
    @Order(100)
    void alert_readByKcat_isValidUnderThePublishedSchema() throws Exception {
        // given
        Assumptions.assumeTrue(kcatIsThere(), "kcat is not installed, so no foreign client was tried");

        // when
        Process kcat = new ProcessBuilder(
                        "kcat",
                        "-C",
                        "-b",
                        bootstrapServers,
                        "-t",
                        "canard.alerts",
                        "-o",
                        "beginning",
                        "-e",
                        "-q",
                        "-X",
                        "isolation.level=read_committed",
                        "-f",
                        "%h\t%s\n")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = kcat.inputReader(StandardCharsets.UTF_8).lines().toList();

        // then
        assertThat(kcat.waitFor()).isZero();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            String[] parts = line.split("\t", 2);
            assertThat(parts[0]).contains("ce_type=dev.canard.alert.v1").contains("ce_specversion=1.0");
            assertThat(schemaOfAlerts().validate(parts[1], InputFormat.JSON)).isEmpty();
        });
    }

    @Test
    @Order(101)
    void debunks_readAsATable_areThoseThatWereNotRetracted() {
        // given
        Topic<String, Debunk> topic = new Topics(SETTINGS.topics()).debunks();
        Map<String, Object> client = ClientProperties.of(SETTINGS.kafka().withBootstrapServers(bootstrapServers));

        // when
        try (TopicTail<Debunk> tail = new TopicTail<>(client, topic, TopicTail.From.BEGINNING)) {
            Map<String, Debunk> table = tail.readTable();

            // then
            assertThat(table).containsKey("d-honey").doesNotContainKey("d-tower");
            assertThat(table).allSatisfy((id, debunk) -> {
                assertThat(debunk.id()).isEqualTo(id);
                assertThat(debunk.vectors()).isNotEmpty();
            });
        }
    }

    private static Schema schemaOfAlerts() throws IOException {
        try (InputStream schema = Alert.class.getResourceAsStream("alert.v1.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema);
        }
    }

    private static boolean kcatIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("kcat", "-V")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
