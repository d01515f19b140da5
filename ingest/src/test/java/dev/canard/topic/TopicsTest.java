package dev.canard.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private final Topics topics = new Topics(new TopicSettings("x.", 4, (short) 3));

    @Test
    void all_areKeptAndSpreadAsDesigned() {
        assertThat(topics.all().stream().map(TopicsTest::describe).collect(Collectors.joining("\n")))
                .isEqualTo("""
                        x.posts.raw: 4, DELETE, 7 d
                        x.account.deletions: 4, DELETE, 7 d
                        x.posts: 4, COMPACT_AND_DELETE, 30 d
                        x.claims: 4, COMPACT_AND_DELETE, 30 d
                        x.shares: 4, DELETE, 7 d
                        x.debunks.raw: 4, COMPACT, for ever
                        x.debunk.amendments: 4, COMPACT, for ever
                        x.debunks: 1, COMPACT, for ever
                        x.debunk.history: 4, DELETE, for ever
                        x.debunk.changes: 4, DELETE, 7 d
                        x.matches: 4, COMPACT_AND_DELETE, 30 d
                        x.alerts: 4, COMPACT_AND_DELETE, 90 d
                        x.share.counts: 4, COMPACT_AND_DELETE, 120 d
                        x.decisions: 4, DELETE, for ever
                        x.dead.letters: 4, DELETE, 30 d
                        x.dead.letter.replays: 1, DELETE, 60 d
                        x.erasures: 1, DELETE, for ever
                        x.positions: 1, COMPACT, for ever
                        x.replays: 1, COMPACT, for ever
                        x.promotions: 1, DELETE, for ever""");
    }

    private static String describe(Topic<?, ?> topic) {
        Duration retention = topic.retention();
        return "%s: %d, %s, %s"
                .formatted(
                        topic.name(),
                        topic.partitioning().partitions(),
                        topic.cleanup(),
                        retention == null ? "for ever" : retention.toDays() + " d");
    }

    @Test
    void settings_sayWhatTheBrokerNeeds() {
        assertThat(topics.alerts().settings())
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", "7776000000")
                .containsEntry("max.message.bytes", "4194304");
        assertThat(topics.decisions().settings())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "-1");
        assertThat(topics.debunks().settings())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("max.compaction.lag.ms", "86400000")
                .doesNotContainKey("retention.ms");
    }

    @Test
    void partitioning_byThePostWhereTheKeyIsAnother_andToAllWhereAllMustKnow() {
        assertThat(topics.all())
                .filteredOn(topic -> topic.partitioning().partitioner() instanceof PostPartitioner)
                .containsExactly(topics.alerts(), topics.decisions());
        assertThat(topics.all())
                .filteredOn(topic -> topic.partitioning().partitioner() instanceof EveryPartition)
                .containsExactly(topics.accountDeletions(), topics.debunkChanges());
        assertThat(topics.debunkChanges().partitioning().partitioner().partitions("t", "d1", null, 3))
                .hasValue(Set.of(0, 1, 2));
    }
}
