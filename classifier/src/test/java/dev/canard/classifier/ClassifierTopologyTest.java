package dev.canard.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassifierTopologyTest {

    private static ClaimExtractor extractor;

    private final Topics topics = new Topics(TopicSettings.DEFAULTS);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeAll
    static void loadModels() {
        extractor = new ClaimExtractor(ClassifierSettings.DEFAULTS, List.of());
    }

    @Test
    void topology_isAsPublished() throws IOException {
        try (InputStream golden = ClassifierTopologyTest.class.getResourceAsStream("topology.txt")) {
            assertThat(topology().describe().toString())
                    .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void post_becomesItselfWithItsClaims() {
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), new Properties())) {
            // given
            Post post = Events.post("p1", "The tower was sold last week. Nobody has noticed it.");

            // when
            posts(driver).pipeInput("p1", post);

            // then
            PostClaims claims = claims(driver).readValue();
            assertThat(claims.post()).isEqualTo(post);
            assertThat(claims.claims()).hasSize(2);
            assertThat(claims.language()).isEqualTo("en");
            assertThat(registry.get(Meter.CLASSIFIED_POSTS.id())
                            .tag("language", "en")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get(Meter.CLAIMS.id()).counter().count()).isEqualTo(2);
        }
    }

    @Test
    void longPost_isCounted() {
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), new Properties())) {
            // when
            posts(driver).pipeInput("p1", Events.post("p1", "The tower was sold. ".repeat(500)));
            posts(driver).pipeInput("p2", Events.post("p2", "The tower was sold."));

            // then
            assertThat(registry.get(Meter.CUT_POSTS.id()).counter().count()).isEqualTo(1);
        }
    }

    @Test
    void deletedPost_passesThrough() {
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), new Properties())) {
            // when
            posts(driver).pipeInput("p1", null);

            // then
            var record = claims(driver).readKeyValue();
            assertThat(record.key).isEqualTo("p1");
            assertThat(record.value).isNull();
        }
    }

    private Topology topology() {
        return new ClassifierTopology(topics, extractor, new Meters(registry)).get();
    }

    private TestInputTopic<String, Post> posts(TopologyTestDriver driver) {
        return driver.createInputTopic(
                topics.posts().name(),
                topics.posts().keys().serializer(),
                topics.posts().values().serializer());
    }

    private TestOutputTopic<String, PostClaims> claims(TopologyTestDriver driver) {
        return driver.createOutputTopic(
                topics.claims().name(),
                topics.claims().keys().deserializer(),
                topics.claims().values().deserializer());
    }
}
