package dev.canard.deploy.pipeline;

import dev.canard.indexer.policy.MatchTopology;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;

/** A Kafka Streams application: one topology, with its own group and state. In the order of the flow. */
public enum Application {
    INGEST,
    CLASSIFIER,
    DEBUNKS,
    MATCHER;

    /** What a process can be started as. */
    public enum Role {
        INGEST(Set.of(Application.INGEST)),
        CLASSIFIER(Set.of(Application.CLASSIFIER)),
        INDEXER(Set.of(Application.DEBUNKS, Application.MATCHER)),
        /** Works off no topic: it shows them. */
        CONSOLE(Set.of()),
        ALL(Set.of(Application.values()));

        @SuppressWarnings("ImmutableEnumChecker") // Set.of
        private final Set<Application> applications;

        Role(Set<Application> applications) {
            this.applications = applications;
        }

        public Set<Application> applications() {
            return applications;
        }

        /** Whether moderators find the console there. */
        public boolean hasConsole() {
            return this == CONSOLE || this == ALL;
        }
    }

    /** What the application's id begins with, see {@link Topologies#id}. */
    String id(TopicSettings settings) {
        return settings.prefix() + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The topics that it works off.
     *
     * @param id see {@link Topologies#id}
     */
    List<Topic<String, ?>> inputs(Topics topics, String id) {
        return switch (this) {
            case INGEST -> List.of(topics.postsRaw(), topics.accountDeletions());
            case CLASSIFIER -> List.of(topics.posts());
            case DEBUNKS -> List.of(topics.debunksRaw(), topics.debunkAmendments());
            case MATCHER -> List.of(topics.claims(), topics.shares(), alertsToLink(id));
        };
    }

    /** Internal, but a part of the way of an alert: who waits for alerts has to wait for it too. */
    private static Topic<String, ?> alertsToLink(String id) {
        return new Topic<>(
                id + "-" + MatchTopology.ALERTS_TO_LINK + "-repartition",
                Serdes.String(),
                Serdes.ByteArray(),
                new Topic.Partitioning<>(1, null),
                Topic.Cleanup.DELETE,
                null);
    }
}
