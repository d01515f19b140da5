package dev.canard.deploy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.event.Events;
import dev.canard.event.Promotion;
import dev.canard.event.Replay;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PromotionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final MatchPolicy CONFIGURED = MatchPolicy.DEFAULTS;

    @TempDir
    private Path directory;

    @Test
    void promotions_comeIntoForceAndGoAgain_andAreAllRemembered() throws Exception {
        TopicSettings settings = new TopicSettings("p.", 3, (short) 1);
        Topics topics = new Topics(settings);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                new TopicCreator(admin, settings).createMissing(topics.all());
            }
            Promotions promotions = new Promotions(client, topics, InstantSource.fixed(Events.START));
            List<MatchPolicy> inForce = new CopyOnWriteArrayList<>();

            // given
            assertThat(promotions.current()).isEmpty();
            assertThatThrownBy(() -> promotions.rollBack("jo", null)).hasMessageContaining("nothing to roll back");
            try (PolicyWatch _ = new PolicyWatch(client, topics, CONFIGURED, inForce::add)) {
                assertThat(inForce).containsExactly(CONFIGURED);

                // when
                promotions.promote(replay("lower", "policy.threshold=0.3"), "jo", "misses", List.of("old"));
                promotions.promote(replay("higher", "policy.threshold=0.8"), "mo", null, List.of());
                promotions.rollBack("jo", "too few");
                await().atMost(PATIENCE).until(() -> inForce.size() == 4);

                // then
                assertThat(inForce)
                        .extracting(MatchPolicy::id, MatchPolicy::threshold)
                        .containsExactly(
                                tuple(CONFIGURED.id(), CONFIGURED.threshold()),
                                tuple(CONFIGURED.id() + "+lower", .3),
                                tuple(CONFIGURED.id() + "+higher", .8),
                                tuple(CONFIGURED.id() + "+lower", .3));
                assertThat(promotions.current())
                        .get()
                        .extracting(Promotion::replay)
                        .isEqualTo("lower");

                // when
                promotions.rollBack("jo", null);
                await().atMost(PATIENCE).until(() -> inForce.size() == 5);

                // then
                assertThat(inForce.getLast()).isEqualTo(CONFIGURED);
                assertThat(promotions.current()).isEmpty();
                assertThatThrownBy(() -> promotions.rollBack("jo", null)).isInstanceOf(PromotionRefusedException.class);
            }

            // when a process starts later
            promotions.promote(replay("higher", "policy.threshold=0.8"), "mo", null, List.of());
            List<MatchPolicy> told = new CopyOnWriteArrayList<>();
            try (PolicyWatch _ = new PolicyWatch(client, topics, CONFIGURED, told::add)) {
                // then
                assertThat(told)
                        .singleElement()
                        .extracting(MatchPolicy::threshold)
                        .isEqualTo(.8);
            }
            assertThat(promotions.all()).extracting(Promotion::by).containsExactly("jo", "mo", "jo", "jo", "mo");
        }
    }

    private static Replay replay(String id, String override) {
        return new Replay(
                id,
                Replay.State.FINISHED,
                Replay.Input.CLAIMS,
                Events.START.minusSeconds(60),
                Events.START,
                null,
                List.of(override),
                "0123456789abcdef",
                null,
                List.of(1L),
                1,
                1,
                1,
                Events.START,
                Events.START,
                "jo",
                "jo",
                null);
    }
}
