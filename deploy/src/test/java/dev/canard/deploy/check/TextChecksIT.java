package dev.canard.deploy.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.text.CheckText.Checked;
import dev.canard.event.Debunk;
import dev.canard.event.Match;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TextChecksIT {

    private static final String TEXT = "Garlic cures the flu within a day. My neighbour swears by it.";

    private static final String REVIEW = """
            {"@type": "ClaimReview", "claimReviewed": "Garlic cures the flu within a day.",
             "url": "https://facts.example/garlic", "datePublished": "2026-01-01",
             "author": {"@type": "Organization", "name": "Amber Facts"},
             "reviewRating": {"@type": "Rating", "alternateName": "False"}}
            """;

    @TempDir
    private static Path directory;

    private static LocalPipeline local;
    private static Topologies topologies;
    private static TextChecks checks;

    @BeforeAll
    static void start() throws Exception {
        Meters meters = new Meters(new SimpleMeterRegistry());
        topologies = new Topologies(CanardSettings.DEFAULTS, meters, InstantSource.system());
        local = LocalPipeline.start(CanardSettings.DEFAULTS, directory, topologies, meters);
        local.pipeline().start(Application.DEBUNKS);
        local.pipeline().awaitRunning();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(local.clientProperties(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(local.topics().debunksRaw().name(), "garlic", REVIEW.getBytes(UTF_8)));
        }
        local.pipeline().awaitIdle(Application.DEBUNKS, _ -> {});
        checks = new TextChecks(local.settings(), topologies, InstantSource.system());
    }

    @AfterAll
    static void stop() throws IOException {
        checks.close();
        local.close();
    }

    @Test
    void check_followsDebunksAndPolicy() {
        // when
        Checked checked = checks.check(TEXT);

        // then
        assertThat(checked.claims().claims()).isNotEmpty();
        assertThat(checked.alert())
                .extracting(alert -> alert.debunk().claim())
                .isEqualTo("Garlic cures the flu within a day.");

        // when another policy comes into force
        MatchPolicy usual = CanardSettings.DEFAULTS.policy();
        topologies.use(usual.withThreshold(1));

        // then
        assertThat(checks.check(TEXT).alert()).isNull();
        assertThat(checks.check(TEXT).matches().matches())
                .extracting(Match::outcome)
                .containsExactly(Match.Outcome.BELOW_THRESHOLD);
        topologies.use(usual);

        // when the debunk is gone
        forget(checked.matches().matches().getFirst().debunk().id());

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(checks.check(TEXT).matches().matches()).isEmpty());
    }

    @Test
    void check_ofWhatIsNoPost_tellsWhy() {
        assertThatThrownBy(() -> checks.check("x".repeat(2_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes");
    }

    private static void forget(String debunkId) {
        Topic<String, Debunk> topic = local.topics().debunks();
        try (KafkaProducer<String, Debunk> producer = new KafkaProducer<>(
                local.clientProperties(),
                topic.keys().serializer(),
                topic.values().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), debunkId, null));
        }
    }
}
